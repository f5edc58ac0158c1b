"""P-REC, second part: suspended, noticed, enforced, lost, annulled (lifecycles 1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounting import payables
from accounting.catalogue import refund_overpayment
from lifecycle.acts import Act
from lifecycle.before import before
from lifecycle.effects import Effects, Word
from lifecycle.procedures.recovery import guards, money, set_offs
from lifecycle.procedures.recovery.machine import RecoveryBeginning
from lifecycle.procedures.recovery.states import COLLECTING, SETTLED
from lifecycle.procedures.recovery.states import RecoveryState as S
from lifecycle.steps import Eyes, step
from people.roles import Role
from programme.legal_interest import interest

if TYPE_CHECKING:
    from lifecycle.models import Recovery

BEFORE_STAY = (S.OPENED, *COLLECTING)


def _open_cents(recovery: Recovery, _act: Act) -> int:
    return recovery.open_cents


class RecoveryLifecycle(RecoveryBeginning):
    """To the last cent, to the loss, or back to the person when the demand falls."""

    class Meta:
        abstract = True

    @step(
        "RC12",
        source=[*BEFORE_STAY],
        target=S.SUSPENDED,
        by=[Role.SYSTEM],
        label=pgettext_lazy("a recovery", "Suspend"),
    )
    def suspend(self: Recovery, act: Act) -> None:
        """Stand still while an appeal with a stay is pending."""

    @step(
        "RC13",
        source=S.SUSPENDED,
        target=before("suspend", states=[*BEFORE_STAY]),
        by=[Role.SYSTEM],
        label=pgettext_lazy("a recovery", "Take up again"),
    )
    def resume(self: Recovery, act: Act) -> None:
        """Go on from where the stay had stopped it."""

    @step(
        "RC14",
        source=[S.DEMANDED, S.PARTLY, S.PLAN_LOST],
        target=S.NOTICE,
        by=[Role.FINANCE],
        label=_("Give formal notice"),
        guards=[guards.the_term_has_passed, guards.the_legal_rate_is_known],
    )
    def give_notice(self: Recovery, act: Act) -> Effects:
        """Put the debtor in default, with the interest that has run since the demand (REVI)."""
        since = self.interest_to or act.on
        added = [
            (row, interest(row.open, since=since, until=act.on).cents if row.open else 0)
            for row in self.debts
        ]
        postings = money.further_interest(self, added)
        self.put_rows([replace(row, interest=row.interest + more) for row, more in added])
        self.interest_to = act.on
        self.due_on = act.on + timedelta(days=self.term("notice_days").value)
        return Effects(
            postings=postings,
            papers=("recovery_notice",),
            words=(Word("recovery_notice", {"cents": self.open_cents}),),
            recorded={"cents": self.open_cents},
        )

    @step(
        "RC15",
        source=S.NOTICE,
        target=S.ENFORCED,
        by=[Role.FINANCE],
        label=_("Hand over to enforcement"),
        facts={"act": str},
        guards=[guards.the_term_has_passed, guards.the_act_is_named],
    )
    def enforce(self: Recovery, act: Act) -> None:
        """Hand the debt over to the collector (*iscrizione a ruolo*)."""
        self.act = act["act"]

    @step(
        "RC16",
        source=[S.PLAN_LOST, S.NOTICE, S.ENFORCED],
        target=S.IRRECOVERABLE,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E3,
        amount=_open_cents,
        label=_("Declare irrecoverable"),
        facts={"dossier": str},
        guards=[guards.the_dossier_is_kept],
    )
    def give_up(self: Recovery, act: Act) -> Effects:
        """Give up what is open after all was tried (IRR), on the dossier of the attempts."""
        postings, lost = money.given_up(self), self.open_cents
        self.lost_cents = lost
        return Effects(postings=postings, recorded={"cents": lost})

    @step(
        "RC17",
        source=S.IRRECOVERABLE,
        target=S.CLOSED,
        by=[Role.FINANCE],
        label=pgettext_lazy("a recovery", "Close"),
    )
    def close(self: Recovery, act: Act) -> None:
        """Close the file of a debt that was given up."""
        self.ended_on = act.on

    @step(
        "RC18",
        source=[*BEFORE_STAY, S.SUSPENDED, *SETTLED, S.IRRECOVERABLE, S.CLOSED, S.NOT_PURSUED],
        target=S.ANNULLED,
        by=[Role.SYSTEM],
        label=pgettext_lazy("a recovery", "Annul"),
    )
    def annul(self: Recovery, act: Act) -> Effects:
        """Undo every entry of the debt; what had come in is owed to the person.

        A payment that was lowered is due in full again; where it was made since, what it had
        settled is owed to the person like money that came in.
        """
        found = set_offs.among(money.entries_of(self))
        again = [each for each in found if each.can_be_undone]
        kept = [each for each in found if not each.can_be_undone]
        self.to_return_cents = money.received(self) + sum(each.cents for each in kept)
        self.ended_on = act.on
        return Effects(
            reversals=money.undone(self, but=kept),
            postings=money.owed_to_the_person(self, kept),
            acts=tuple(partial(payables.undo_set_off, e.payable.pk, e.cents) for e in again),
            words=(Word("recovery_annulled"),),
        )

    @step(
        "RC19",
        source=S.ANNULLED,
        target=None,
        by=[Role.FINANCE],
        label=_("Give the money back"),
        facts={"bank_reference": str, "value_date": date},
        guards=[guards.there_is_money_to_give_back],
    )
    def give_back(self: Recovery, act: Act) -> Effects:
        """Enter that the bank gave back what the person had paid (OVR)."""
        act.value_on = act["value_date"]
        cents = self.to_return_cents - self.returned_cents
        self.returned_cents = self.to_return_cents
        return Effects(
            postings=(refund_overpayment(cents, money.dims_of(self)),),
            words=(Word("recovery_given_back", {"cents": cents}),),
            recorded={"cents": cents},
        )
