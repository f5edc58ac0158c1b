"""The case file of a participant on an operation, and the consents they gave."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from people.languages import Language
from people.models.participant import Participant
from people.models.user import User
from people.reach import reach
from people.scope import NOTHING, ScopedModel
from programme.models import Operation, Partner
from programme.validity import dates_in_order


class CaseFile(ScopedModel):
    """What a partner does with a participant within one operation."""

    id = IdField()
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="case_files"
    )
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="case_files")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="case_files")
    case_manager = models.ForeignKey(
        User, verbose_name=_("case manager"), on_delete=models.PROTECT, related_name="case_files"
    )
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("case file")
        verbose_name_plural = _("case files")
        ordering = ["opened_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "operation"],
                name="people_case_file_once_an_operation",
                violation_error_message=_("This person has a case file on this operation."),
            ),
            dates_in_order("people_case_file_days_in_order", "opened_on", "closed_on"),
        ]

    def __str__(self) -> str:
        return f"{self.participant}, {self.operation}"

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: one's own file, and those of the partner and operation of one's mandates."""
        own = Q(participant=user.participant_id) if user.participant_id else NOTHING
        return own | reach(user, on=on, partner="partner", operation="operation")


class Consent(ScopedModel):
    """A notice read or a consent given, in the words and language in which it was given."""

    class Kind(models.TextChoices):
        """What was read or agreed to."""

        PRIVACY_NOTICE = "privacy_notice", _("Privacy notice read")
        CONTACT = "contact", _("To be contacted")
        DATA_SHARING = "data_sharing", _("Data shared with the partners")
        DELEGATION = "delegation", _("Operator applies on one's behalf")

    id = IdField()
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    version = models.CharField(_("version of the text"), max_length=20)
    language = models.CharField(_("language"), max_length=7, choices=Language)
    given_on = models.DateField(_("given on"))
    taken_by = models.ForeignKey(
        User, verbose_name=_("taken by"), on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["given_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "kind", "version"],
                condition=Q(withdrawn_on__isnull=True),
                name="people_consent_once_a_version",
            ),
            dates_in_order("people_consent_days_in_order", "given_on", "withdrawn_on"),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_kind_display()}"

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the consents of the participants that the user may see."""
        return Q(participant__in=Participant.objects.visible_to(user, on=on))
