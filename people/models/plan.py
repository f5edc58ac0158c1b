"""The personal action plan and its versions, each signed by the participant and the operator."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from people.models.case import CaseFile
from people.models.user import User
from people.scope import ScopedModel


class ActionPlan(ScopedModel):
    """The plan of one case file: needs, goals and steps, in numbered versions."""

    id = IdField()
    case_file = models.OneToOneField(CaseFile, on_delete=models.PROTECT, related_name="action_plan")
    opened_on = models.DateField(_("opened on"))

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = ["opened_on", "id"]

    def __str__(self) -> str:
        return str(self.case_file)

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the plans of the case files that the user may see."""
        return Q(case_file__in=CaseFile.objects.visible_to(user, on=on))


class ActionPlanVersion(ScopedModel):
    """One version of a plan; once both have signed, nothing of it can change."""

    class Means(models.TextChoices):
        """How a participant signs."""

        PEN = "pen", _("By pen")
        OTP = "otp", _("By one-time code")
        OWN = "own", _("In their own account, with the password")
        WITNESS = "witness", _("By mark, before a witness")
        MEDIATOR = "mediator", _("Before a mediator")

    id = IdField()
    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    content = models.BinaryField(_("content, encrypted"))
    content_hash = models.CharField(_("fingerprint of the content"), max_length=64)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_on = models.DateField(_("drafted on"))
    participant_signed_on = models.DateField(_("signed by the participant"), null=True, blank=True)
    participant_signed_by = models.CharField(
        _("means of signature"), max_length=10, choices=Means, blank=True
    )
    operator_signed_on = models.DateField(_("signed by the operator"), null=True, blank=True)
    operator = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("version of an action plan")
        verbose_name_plural = _("versions of action plans")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="people_plan_version_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="people_plan_version_counts_from_one"
            ),
            models.CheckConstraint(
                condition=Q(participant_signed_on__isnull=True, participant_signed_by="")
                | (Q(participant_signed_on__isnull=False) & ~Q(participant_signed_by="")),
                name="people_plan_version_participant_signature_whole",
                violation_error_message=_("A signature has a day and a means."),
            ),
            models.CheckConstraint(
                condition=Q(operator_signed_on__isnull=True, operator__isnull=True)
                | Q(operator_signed_on__isnull=False, operator__isnull=False),
                name="people_plan_version_operator_signature_whole",
                violation_error_message=_("A signature has a day and a person."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(participant_signed_on__isnull=True)
                    | Q(participant_signed_on__gte=models.F("drafted_on"))
                )
                & (
                    Q(operator_signed_on__isnull=True)
                    | Q(operator_signed_on__gte=models.F("drafted_on"))
                ),
                name="people_plan_version_signed_after_drafting",
                violation_error_message=_("Nobody signs a plan before it is written."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, v{self.number}"

    @property
    def is_signed(self) -> bool:
        """Say whether both have signed."""
        return self.participant_signed_on is not None and self.operator_signed_on is not None

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the versions of the plans that the user may see."""
        return Q(plan__case_file__in=CaseFile.objects.visible_to(user, on=on))
