"""Bank accounts of participants, with their history; the one in effect is one."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from audit.labels import LabelField
from people.models.participant import Participant
from people.scope import ScopedModel

if TYPE_CHECKING:
    from people.models.user import User


class BankAccount(ScopedModel):
    """An account that a participant asked to be paid on; its steps are in treasury."""

    class State(models.TextChoices):
        """How far the verification of an account is."""

        REQUESTED = "requested", _("Requested")
        VERIFIED = "verified", _("Verified")
        EFFECTIVE = "effective", _("In effect")
        REFUSED = "refused", _("Refused")
        SUPERSEDED = "superseded", _("Superseded")

    id = IdField()
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="bank_accounts"
    )
    iban = models.BinaryField(_("IBAN, encrypted"))
    blind = models.CharField(_("fingerprint"), max_length=64, blank=True)
    holder_is_participant = models.BooleanField(_("held by the participant"), default=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.REQUESTED)
    requested_on = models.DateField(_("requested on"))
    requested_by = LabelField(_("requested by"))
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    verified_by = LabelField(_("verified by"), blank=True)
    effective_on = models.DateField(_("in effect from"), null=True, blank=True)
    ended_on = models.DateField(_("refused or superseded on"), null=True, blank=True)

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        ordering = ["participant", "requested_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(state="effective"),
                name="people_bank_account_one_in_effect",
                violation_error_message=_("Another account is in effect."),
            ),
            models.CheckConstraint(
                condition=Q(state="effective", effective_on__isnull=False, ended_on__isnull=True)
                | Q(state="superseded", effective_on__isnull=False, ended_on__isnull=False)
                | Q(state="refused", effective_on__isnull=True, ended_on__isnull=False)
                | Q(
                    state="verified",
                    verified_on__isnull=False,
                    effective_on__isnull=True,
                    ended_on__isnull=True,
                )
                | Q(
                    state="requested",
                    verified_on__isnull=True,
                    effective_on__isnull=True,
                    ended_on__isnull=True,
                ),
                name="people_bank_account_state_has_its_dates",
            ),
            models.CheckConstraint(
                condition=Q(effective_on__isnull=True) | Q(verified_on__isnull=False),
                name="people_bank_account_verified_before_use",
                violation_error_message=_("An account is verified before it is used."),
            ),
            models.CheckConstraint(
                condition=~Q(verified_by=F("requested_by")),
                name="people_bank_account_verified_by_another",
                violation_error_message=_("Whoever asked for an account may not verify it."),
            ),
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True, verified_by="")
                | (Q(verified_on__isnull=False) & ~Q(verified_by="")),
                name="people_bank_account_verification_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_state_display()}"

    @classmethod
    def scope(cls, user: "User", *, on: date) -> Q:
        """Return: the accounts of the participants that the user may see."""
        return Q(participant__in=Participant.objects.visible_to(user, on=on))
