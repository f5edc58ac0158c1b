"""The state before: read from the trail, for steps that lead back to where a case came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django_fsm import GET_STATE

from audit.models import Event
from lifecycle.cases import Tracked


def before(*commands: str, states: Sequence[str]) -> GET_STATE:
    """Return a target: the state from which the last of ``commands`` took the row.

    Raises LookupError, when the step is done, for a row that none of them has moved.
    """

    def state(subject: Tracked, *_act: Any) -> str:
        event = (
            Event.objects.filter(stream=subject.stream, subject=subject.label, action__in=commands)
            .order_by("-seq")
            .first()
        )
        if event is None:
            raise LookupError(f"{subject.label} was never moved by {', '.join(commands)}")
        return event.source

    chosen: Callable[..., str] = state
    return GET_STATE(chosen, states=list(states))
