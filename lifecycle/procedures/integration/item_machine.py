"""An item of a request for integration: asked, answered, accepted or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire
from lifecycle.facts import Maybe
from lifecycle.procedures.integration import guards
from lifecycle.procedures.integration.facts import ItemFacts
from lifecycle.procedures.integration.machine import OFFICE
from lifecycle.procedures.integration.states import ItemState as S
from lifecycle.state_field import StateField
from lifecycle.steps import opening, step
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.models import IntegrationItem


class ItemLifecycle(ItemFacts):
    """One thing that is missing; the person can answer again until the request is completed."""

    state = StateField(protected=True, choices=S.choices, default=S.ASKED, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "PI20",
        by=OFFICE,
        label=_("Ask for a thing"),
        guards=[guards.the_request_is_being_prepared, guards.asked_once],
    )
    def ask(self: IntegrationItem, act: Act) -> None:
        """Write down a thing that is missing; the note beside says why, if that needs saying."""

    @step(
        "PI21",
        source=[S.ASKED, S.ANSWERED],
        target=S.ANSWERED,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=pgettext_lazy("an item", "Answer"),
        facts={"means": str, "evidence": Maybe(str)},
        guards=[guards.the_request_is_with_the_person, guards.what_is_given_is_there],
    )
    def answer(self: IntegrationItem, act: Act) -> Effects:
        """Give the document, or the words; a later answer takes the place of the earlier one."""
        self.means, self.evidence = act["means"], act.get("evidence", "")
        self.answered_on = act.on
        return Effects(fire=(Fire(self.request.label, "note_answer"),))

    @step(
        "PI22",
        source=[S.ANSWERED, S.INSUFFICIENT],
        target=S.ACCEPTED,
        by=OFFICE,
        label=pgettext_lazy("an item", "Accept"),
        guards=[guards.the_answers_are_being_examined],
    )
    def accept(self: IntegrationItem, act: Act) -> None:
        """Find that the answer is what was asked for."""

    @step(
        "PI23",
        source=[S.ANSWERED, S.ACCEPTED],
        target=S.INSUFFICIENT,
        by=OFFICE,
        label=pgettext_lazy("an item", "Not sufficient"),
        facts={"reason": str},
        guards=[guards.the_answers_are_being_examined],
    )
    def find_insufficient(self: IntegrationItem, act: Act) -> None:
        """Find that the answer is not what was asked for."""
