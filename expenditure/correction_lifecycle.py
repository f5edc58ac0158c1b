"""The machine of a correction: rows E18, E20, E24 and E25 of the item's table (lifecycles 5).

It is an object of its own on the item, so that the rest of the item stays where it was
(decisions, "Machines"): E24 needs no step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expenditure import correction_guards as guards
from expenditure.correction_facts import CorrectionFacts
from expenditure.item_guards import (
    claim_told,
    the_claim_is_there,
    the_claim_lets_it_go,
    the_claim_takes_it,
)
from expenditure.states import CorrectionState as S
from lifecycle.acts import Act
from lifecycle.effects import Effects
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role

if TYPE_CHECKING:
    from expenditure.models import Correction

FINDERS = [Role.CONTROLLER, Role.MANAGING_AUTHORITY]


class CorrectionLifecycle(CorrectionFacts):
    """From a finding on money that was claimed to the row that takes it out of the next claim."""

    state = StateField(protected=True, choices=S.choices, default=S.FOUND, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "E18",
        by=FINDERS,
        label=_("Note a finding"),
        guards=[
            guards.the_item_was_transmitted,
            guards.no_more_than_is_declared,
            guards.the_finding_is_named,
        ],
    )
    def find(self: Correction, act: Act) -> Effects:
        """E18: note what is not to be claimed of a transmitted item, found by whom, and why."""
        self.number = self.item.corrections.as_system().count() + 1
        self.found_by, self.found_on = act.by.label, act.on
        return Effects(recorded={"cents": self.cents})

    @step(
        "E18C",
        source=S.FOUND,
        target=S.CORRECTED,
        by=[Role.CONTROL_HEAD],
        eyes=Eyes.E1,
        label=_("Confirm the correction"),
        guards=[guards.another_than_who_found],
    )
    def confirm(self: Correction, act: Act) -> Effects:
        """E18: confirm it; nothing of it is validated yet, so the books stay until it leaves."""
        self.confirmed_by, self.confirmed_on = act.by.label, act.on
        return Effects(recorded={"cents": self.cents})

    @step(
        "E18D",
        source=S.FOUND,
        target=S.DROPPED,
        by=[Role.CONTROL_HEAD],
        eyes=Eyes.E1,
        label=_("Do not confirm the finding"),
        facts={"reason": str},
    )
    def drop(self: Correction, act: Act) -> None:
        """E18: let the item stand as it was declared."""
        self.ended_on = act.on

    @step(
        "E20L",
        source=S.CORRECTED,
        target=S.LISTED,
        by=[Role.FINANCE],
        label=_("Deduct in a claim"),
        facts={"claim": str},
        guards=[the_claim_is_there, the_claim_takes_it],
    )
    def deduct(self: Correction, act: Act) -> Effects:
        """E20: put the correction into the claim in preparation, as a row below zero."""
        self.claim = claim_told(act)
        return Effects(recorded={"cents": self.cents})

    @step(
        "E20U",
        source=[S.LISTED, S.WITHDRAWN],
        target=S.CORRECTED,
        by=[Role.FINANCE, Role.SYSTEM],
        label=_("Take the deduction out of the claim"),
        guards=[the_claim_lets_it_go],
    )
    def take_out(self: Correction, act: Act) -> None:
        """E20: leave a claim in preparation, or one that is cancelled or withdrawn."""
        self.claim = self.withdrawn_in = None
        self.row_number, self.withdrawn_on = None, None

    @step(
        "E20",
        source=S.LISTED,
        target=S.WITHDRAWN,
        by=[Role.SYSTEM],
        label=pgettext_lazy("a correction", "Withdraw"),
        facts={"row": int},
    )
    def withdraw(self: Correction, act: Act) -> Effects:
        """E20: the claim is transmitted (UCLM): the money has left the statement."""
        self.row_number, self.withdrawn_on = act["row"], act.on
        self.withdrawn_in = self.claim
        return Effects(recorded={"cents": self.cents})

    @step(
        "E25O",
        source=S.CORRECTED,
        target=S.OVERTURNED,
        by=[Role.MANAGING_AUTHORITY],
        approved_by=[Role.CONTROL_HEAD],
        eyes=Eyes.E2,
        label=_("Overturn the finding"),
        facts={"reason": str},
    )
    def overturn(self: Correction, act: Act) -> None:
        """E25: find, before it was deducted anywhere, that the item was right."""
        self.ended_on = act.on

    @step(
        "E25",
        source=S.WITHDRAWN,
        target=S.REINSTATED,
        by=[Role.MANAGING_AUTHORITY],
        approved_by=[Role.CONTROL_HEAD],
        eyes=Eyes.E2,
        label=pgettext_lazy("a correction", "Reinstate"),
        facts={"reason": str},
        guards=[guards.the_money_is_where_it_was],
    )
    def reinstate(self: Correction, act: Act) -> None:
        """E25: find that what was withdrawn can be claimed after all: with the next claim."""
        self.claim, self.row_number = None, None

    @step(
        "E25L",
        source=S.REINSTATED,
        target=S.RELISTED,
        by=[Role.FINANCE],
        label=_("Claim again"),
        facts={"claim": str},
        guards=[the_claim_is_there, the_claim_takes_it, guards.the_money_is_where_it_was],
    )
    def claim_again(self: Correction, act: Act) -> Effects:
        """E25: put what was withdrawn into the claim in preparation."""
        self.claim = claim_told(act)
        return Effects(recorded={"cents": self.cents})

    @step(
        "E25U",
        source=[S.RELISTED, S.RESTORED],
        target=S.REINSTATED,
        by=[Role.FINANCE, Role.SYSTEM],
        label=_("Take out of the claim again"),
        guards=[the_claim_lets_it_go],
    )
    def take_out_again(self: Correction, act: Act) -> None:
        """E25: leave a claim in preparation, or one that is cancelled or withdrawn."""
        self.claim, self.row_number, self.ended_on = None, None, None

    @step(
        "E25R",
        source=S.RELISTED,
        target=S.RESTORED,
        by=[Role.SYSTEM],
        label=pgettext_lazy("a correction", "Claimed again"),
        facts={"row": int},
    )
    def restore(self: Correction, act: Act) -> Effects:
        """E25: the claim is transmitted (CLM): the money is in a statement again."""
        self.row_number, self.ended_on = act["row"], act.on
        return Effects(recorded={"cents": self.cents})
