"""Transfers as the database keeps them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.procedures.base import one_open
from lifecycle.procedures.transfer.machine import TransferLifecycle
from lifecycle.procedures.transfer.states import ENDED, TransferState
from people.reach import reach

if TYPE_CHECKING:
    from people.models import User


class Transfer(TransferLifecycle):
    """The transfer of a case to another partner of the operation."""

    ENDED = ENDED

    class Meta:
        verbose_name = pgettext_lazy("procedure", "transfer")
        verbose_name_plural = pgettext_lazy("procedure", "transfers")
        ordering = ("-id",)
        constraints = [
            one_open(name="transfer_one_open", ended=ENDED),
            CheckConstraint(
                name="transfer_to_another_partner",
                condition=Q(partner__isnull=True) | ~Q(partner=F("to_partner")),
                violation_error_message=_("This partner has the case already."),
            ),
            CheckConstraint(
                name="transfer_accepted_was_released",
                condition=~Q(state__in=[TransferState.ACCEPTED, TransferState.RELEASED])
                | Q(released_on__isnull=False),
                violation_error_message=_("A transfer is accepted after it was released."),
            ),
            CheckConstraint(
                name="transfer_of_a_person_who_moved",
                condition=Q(moved_on__lte=F("opened_on")),
                violation_error_message=_("The day of the move is still to come."),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="transfer_by_term")]

    def shows_its_case_to(self, user: User, *, on: date) -> bool:
        """Say whether the case is the reader's: until it is accepted, it is the old partner's."""
        rows: Any = type(self.root)
        return bool(rows.objects.visible_to(user, on=on).filter(pk=self.root.pk).exists())

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return what any procedure shows, and to the new partner what was released to it."""
        released = ~Q(state__in=[TransferState.REQUESTED, TransferState.REFUSED])
        coming = released & Q(released_on__isnull=False)
        return super().scope(user, on=on) | coming & reach(user, on=on, partner="to_partner")
