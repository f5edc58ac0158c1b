"""The machine of a change of bank account (lifecycles 7): asked, verified, cooled, in effect.

While it runs, and again when it takes effect, the person's payments that are in a batch are held.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from audit.labels import label
from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire, Word
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people import bank_accounts
from people.roles import Role
from treasury import iban_guards as guards
from treasury.cooling import cooling
from treasury.facts import IbanFacts
from treasury.states import IbanState as S
from treasury.states import LineState

if TYPE_CHECKING:
    from treasury.models import IbanChange


class IbanLifecycle(IbanFacts):
    """From the request to the day on which the new account is paid."""

    state = StateField(protected=True, choices=S.choices, default=S.REQUESTED, max_length=12)

    class Meta:
        abstract = True

    @opening(
        "I01",
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Ask for another account"),
        facts={"iban": str},
        guards=[guards.no_other_change, guards.another_account],
    )
    def request(self: IbanChange, act: Act) -> Effects:
        """Ask to be paid on another account; the fact is a commitment, never the IBAN itself."""
        self.previous = bank_accounts.in_effect(self.participant)
        self.requested_by = act.by.label
        self.requested_on = act.on
        return Effects(
            acts=(partial(bank_accounts.keep, self.account, by=act.by),),
            fire=_holds(self),
            words=(Word("iban_change_requested"),),
        )

    @step(
        "I02",
        source=S.REQUESTED,
        target=S.VERIFIED,
        by=[Role.GRANT_OFFICER],
        eyes=Eyes.E1,
        label=_("Verify"),
        facts={"channel": str, "holder_confirmed": bool},
        guards=[guards.requested_by_another, guards.by_a_second_channel],
    )
    def verify(self: IbanChange, act: Act) -> Effects:
        """Confirm with the person by a second channel; a first account does not have to cool."""
        term = cooling(self.participant)
        days = term.value if self.previous is not None else 0
        self.verified_by = act.by.label
        self.verified_on = act.on
        self.channel = act["channel"]
        self.cooling_days = days
        self.ready_on = act.on + timedelta(days=days)
        return Effects(
            acts=(partial(bank_accounts.verify, self.account, by=act.by, on=act.on),),
            recorded={"cooling_days": days, "ours": term.ours},
        )

    @step(
        "I03",
        source=S.VERIFIED,
        target=S.EFFECTIVE,
        by=[Role.SYSTEM, Role.FINANCE],
        label=_("Put into effect"),
        guards=[guards.cooled],
    )
    def take_effect(self: IbanChange, act: Act) -> Effects:
        """Pay on the new account from now; the one before it is superseded, and kept."""
        self.ended_on = act.on
        return Effects(
            acts=(partial(bank_accounts.put_in_effect, self.account, by=act.by, on=act.on),),
            fire=_holds(self),
            words=(Word("iban_change_effective"),),
        )

    @step(
        "I04",
        source=[S.REQUESTED, S.VERIFIED],
        target=S.REFUSED,
        by=[Role.GRANT_OFFICER, Role.FINANCE],
        label=_("Refuse"),
        facts={"reason": str},
    )
    def refuse(self: IbanChange, act: Act) -> Effects:
        """Go on paying on the account before, for a reason."""
        self.ended_on = act.on
        self.reason = act["reason"]
        refused = partial(
            bank_accounts.refuse, self.account, by=act.by, on=act.on, reason=self.reason
        )
        return Effects(acts=(refused,), words=(Word("iban_change_refused"),))


def _holds(change: IbanChange) -> tuple[Fire, ...]:
    """Return the holds of the person's payments that are in batches, the newest first.

    A line that pays a returned one again locks its own, newer batch before the older: the same
    order here keeps the two from waiting for each other.
    """
    from treasury.models import PaymentLine

    lines = PaymentLine.objects.as_system().filter(
        payee=label(change.participant), state=LineState.IN_BATCH
    )
    return tuple(
        Fire(line.label, "hold", {"reason": "iban_change"}) for line in lines.order_by("-id")
    )
