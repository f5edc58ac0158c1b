"""The journal: entries, and movements that cannot be unbalanced; nothing is edited or deleted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounting.accounts import FUNNEL, Book
from accounting.models.account import Account
from accounting.models.position import Position
from audit.fields import IdField
from audit.labels import LabelField

_FUNNEL = Q(book=Book.FUNNEL.value, debit__in=FUNNEL, credit__in=FUNNEL)
_GENERAL = Q(book=Book.GENERAL.value) & ~Q(debit__in=FUNNEL) & ~Q(credit__in=FUNNEL)


class Entry(models.Model):
    """One posting of the catalogue as it was booked, tied to the event that caused it.

    `size` is the number of its movements, so that none can be added later. `reason` is a code,
    never free text: the books hold no personal data.
    """

    id = IdField()
    posting = models.CharField(_("posting"), max_length=6)
    booked_on = models.DateField(_("booking date"))
    value_on = models.DateField(_("value date"))
    recorded_at = models.DateTimeField(_("recorded at"))
    root = LabelField()
    part = LabelField()
    event_stream = LabelField()
    event_seq = models.PositiveBigIntegerField(_("event"))
    size = models.PositiveSmallIntegerField(_("movements"))
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    reason = models.CharField(_("reason code"), max_length=60, blank=True)
    actor = LabelField()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        constraints = [
            models.CheckConstraint(
                name="accounting_entry_size",
                condition=Q(size__gte=1),
                violation_error_message=_("An entry has at least one movement."),
            ),
            models.CheckConstraint(
                name="accounting_entry_reversal_reason",
                condition=Q(reverses__isnull=True) | ~Q(reason=""),
                violation_error_message=_("A reversal needs a reason."),
            ),
            models.CheckConstraint(
                name="accounting_entry_not_itself",
                condition=Q(reverses__isnull=True) | ~Q(reverses=F("id")),
                violation_error_message=_("An entry cannot reverse itself."),
            ),
        ]
        indexes = [
            models.Index(fields=["event_stream", "event_seq"], name="accounting_entry_event"),
            models.Index(fields=["booked_on"], name="accounting_entry_booked"),
            models.Index(fields=["recorded_at"], name="accounting_entry_recorded"),
        ]

    def __str__(self) -> str:
        return f"{self.posting} {self.booked_on:%Y-%m-%d}"


class Movement(models.Model):
    """Cents from the credit account to the debit account of one book; never zero or below.

    The debit side belongs to `part`, the credit side to `from_part` of the same case.
    """

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="movements", db_index=False)
    number = models.PositiveSmallIntegerField(_("number"))
    book = models.CharField(_("book"), max_length=7)
    debit = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    credit = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    cents = models.BigIntegerField(_("cents"))
    position = models.ForeignKey(Position, models.PROTECT, related_name="+")
    category = models.ForeignKey(
        "programme.CostCategory", models.PROTECT, null=True, blank=True, related_name="+"
    )
    root = LabelField()
    part = LabelField()
    from_part = LabelField()

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        constraints = [
            models.UniqueConstraint(name="accounting_movement_number", fields=["entry", "number"]),
            models.CheckConstraint(
                name="accounting_movement_one_book",
                condition=_FUNNEL | _GENERAL,
                violation_error_message=_("Both accounts of a movement are of one book."),
            ),
            models.CheckConstraint(
                name="accounting_movement_two_accounts",
                condition=~Q(debit=F("credit")),
                violation_error_message=_("A movement needs two accounts."),
            ),
            models.CheckConstraint(
                name="accounting_movement_cents",
                condition=Q(cents__gt=0),
                violation_error_message=_("A movement is a positive amount."),
            ),
        ]
        indexes = [
            # Covering on both databases: a balance reads the index alone.
            models.Index(fields=["debit", "id", "cents"], name="accounting_movement_debit"),
            models.Index(fields=["credit", "id", "cents"], name="accounting_movement_credit"),
            models.Index(fields=["root", "id"], name="accounting_movement_root"),
        ]

    def __str__(self) -> str:
        return f"{self.debit_id}/{self.credit_id} {self.cents}"
