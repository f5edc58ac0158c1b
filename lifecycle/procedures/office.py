"""What an open procedure does when its case goes over to another partner: it goes along."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from lifecycle.acts import Act
from lifecycle.cases import CaseRoot
from lifecycle.effects import Effects, Fire
from lifecycle.procedures.kinds import open_on
from lifecycle.steps import step, steps_of
from people.roles import Role

COMMAND = "change_office"
"""A procedure that follows its case has a step of this name, which the system does.

What is about money that the old partner has paid stays with it: a recovery has no such step.
"""


def follows_its_case(code: str, states: Iterable[str]) -> Callable[..., Effects | None]:
    """Return the step with which a kind of procedure goes over, from each of its open states."""

    @step(
        code,
        source=list(states),
        target=None,
        by=[Role.SYSTEM],
        label=_("Go over with the case"),
        facts={"partner": str},
    )
    def change_office(self: Any, act: Act) -> None:
        """Belong to the partner to which the case went over."""
        self.partner_id = act["partner"]

    return change_office


def with_case(case: CaseRoot, partner: str) -> tuple[Fire, ...]:
    """Return the step of each open procedure of a case that goes over to a partner."""
    return tuple(
        Fire(row.label, COMMAND, {"partner": partner})
        for row in open_on(case.label)
        if COMMAND in steps_of(type(row)) and row.state in steps_of(type(row))[COMMAND].sources
    )
