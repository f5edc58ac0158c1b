"""The expense's machine: an invoice's share presented, then admitted, cut or not admitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.state_field import StateField
from lifecycle.steps import opening, step
from people.roles import Role
from startup_grants import expense_guards as guards
from startup_grants.states import ExpenseState as S
from startup_grants.tranche_facts import ExpenseFacts

if TYPE_CHECKING:
    from startup_grants.models import Expense


class ExpenseLifecycle(ExpenseFacts):
    """One invoice, or a share of it, presented for a tranche."""

    state = StateField(protected=True, choices=S.choices, default=S.PRESENTED, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "GE1",
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Present an expense"),
        guards=[
            guards.the_tranche_is_not_asked_for_yet,
            guards.the_category_is_the_calls,
            guards.the_invoice_was_handed_in_for_this_grant,
            guards.the_invoice_bears_the_cup,
            guards.no_more_than_the_invoice_over_all_grants,
        ],
    )
    def present(self: Expense, act: Act) -> None:
        """Present an invoice, or a share of it, in a category of the budget."""
        self.presented_on = act.on

    @step(
        "GE2",
        source=S.PRESENTED,
        target=S.TAKEN_BACK,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=pgettext_lazy("an expense", "Take it back"),
        guards=[guards.the_tranche_is_not_asked_for_yet],
    )
    def take_back(self: Expense, act: Act) -> None:
        """Take the expense back before the tranche is asked for."""

    @step(
        "GE3",
        source=S.PRESENTED,
        target=S.ADMITTED,
        by=[Role.GRANT_OFFICER],
        label=pgettext_lazy("an expense", "Admit"),
        guards=[guards.the_tranche_is_in_check, guards.the_payment_is_proven],
    )
    def admit(self: Expense, act: Act) -> None:
        """Admit the whole of it."""
        self.admitted_cents, self.decided_on = self.cents, act.on

    @step(
        "GE4",
        source=S.PRESENTED,
        target=S.ADMITTED_PART,
        by=[Role.GRANT_OFFICER],
        label=_("Admit in part"),
        facts={"cents": int, "reason": str},
        guards=[
            guards.the_tranche_is_in_check,
            guards.the_payment_is_proven,
            guards.a_part_is_admitted,
            guards.the_typology_is_known,
        ],
    )
    def admit_part(self: Expense, act: Act) -> None:
        """Admit a part, with the typology of the error for the rest."""
        self.admitted_cents, self.reason = act["cents"], act["reason"]
        self.decided_on = act.on

    @step(
        "GE5",
        source=S.PRESENTED,
        target=S.REFUSED,
        by=[Role.GRANT_OFFICER],
        label=pgettext_lazy("an expense", "Do not admit"),
        facts={"reason": str},
        guards=[guards.the_tranche_is_in_check, guards.the_typology_is_known],
    )
    def refuse(self: Expense, act: Act) -> None:
        """Admit nothing of it, with the typology of the error."""
        self.admitted_cents, self.reason = 0, act["reason"]
        self.decided_on = act.on
