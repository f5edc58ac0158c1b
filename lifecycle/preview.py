"""What a step will cause, said before it is done: money, papers, who is told, what follows."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounting.models import Position
from documents import papers
from lifecycle import closed, engine, facts
from lifecycle.cases import Tracked
from lifecycle.effects import Effects
from lifecycle.errors import Refused
from lifecycle.models import Proposal
from lifecycle.orders import Order, order_for, subject_of
from lifecycle.steps import firing, steps_of
from lifecycle.unit import model_and_id
from people.actors import Actor
from people.models import User
from programme.money import format_amount

WORDS = {
    ("F1", "F2"): gettext_lazy("reserves %(amount)s on %(line)s"),
    ("F2", "F1"): gettext_lazy("frees %(amount)s reserved on %(line)s"),
    ("F1", "F3"): gettext_lazy("commits %(amount)s on %(line)s"),
    ("F2", "F3"): gettext_lazy("commits %(amount)s on %(line)s"),
    ("F3", "F1"): gettext_lazy("gives %(amount)s back to %(line)s"),
    ("F3", "F4"): gettext_lazy("makes %(amount)s payable on %(line)s"),
    ("F4", "F3"): gettext_lazy("takes back %(amount)s that was payable on %(line)s"),
    ("F4", "F5"): gettext_lazy("pays %(amount)s on %(line)s"),
    ("F5", "F4"): gettext_lazy("takes back a payment of %(amount)s on %(line)s"),
    ("F5", "F6"): gettext_lazy("claims %(amount)s on %(line)s"),
    ("F6", "F5"): gettext_lazy("withdraws %(amount)s from the claim on %(line)s"),
}


def preview(bound: Callable[..., Any], *, by: User | Actor, on: date, **told: Any) -> list[str]:
    """Return what the step would cause, as sentences, without doing it.

    Raises Refused when the step is closed.
    """
    effects = dry_run(bound, by=by, on=on, **told)
    return [*_money(effects), *_papers(effects), *_words(bound, effects)]


def preview_approval(proposal: Proposal, *, by: User | Actor, on: date) -> list[str]:
    """Return what the last approval of a proposal would cause, as sentences.

    Empty when the step is closed to this person now.
    """
    subject = _proposed(proposal)
    bound = getattr(subject, proposal.command)
    spec = steps_of(type(subject))[proposal.command]
    told = facts.restored(spec.facts, proposal.facts)
    order = order_for(bound, by=by, on=on, facts=told, proposer=proposal.proposer, approvals=("",))
    try:
        effects = _tried(bound, order)
    except Refused:
        return []
    return [*_money(effects), *_papers(effects), *_words(bound, effects)]


def dry_run(bound: Callable[..., Any], *, by: User | Actor, on: date, **told: Any) -> Effects:
    """Return the effects of a step done on a copy that is thrown away."""
    return _tried(bound, order_for(bound, by=by, on=on, facts=told))


def _tried(bound: Callable[..., Any], order: Order) -> Effects:
    subject = copy.copy(subject_of(bound))
    spec = steps_of(type(subject))[order.command]
    act = engine.act_for(subject, spec, order)
    found = closed.obstacles(subject, spec, act, order)
    if found or act is None:
        raise Refused(found)
    act.facts = facts.told(spec.facts, order.facts)
    with firing():
        return getattr(subject, order.command)(act) or Effects()


def _proposed(proposal: Proposal) -> Tracked:
    model, pk = model_and_id(proposal.subject)
    return model._base_manager.get(pk=pk)


def _money(effects: Effects) -> Iterator[str]:
    """Yield a sentence for each move between stages, summed by budget line, and what is left."""
    moved: dict[tuple[str, str, str], int] = defaultdict(int)
    freed: dict[str, int] = defaultdict(int)
    for posting in effects.booked:
        for move in posting.moves:
            key = (move.credit, move.debit)
            if key in WORDS:
                moved[(*key, move.dims.position_id)] += move.cents
            freed[move.dims.position_id] += move.cents * (
                (move.debit == "F1") - (move.credit == "F1")
            )
    positions = Position.objects.select_related("line").in_bulk(list(freed))
    for (credit, debit, position_id), cents in moved.items():
        position = positions[position_id]
        words = WORDS[credit, debit] % {
            "amount": format_amount(cents),
            "line": f"{position.line.code} {position.line.title}",
        }
        yield words + _left(position, freed[position_id], {credit, debit})


def _left(position: Position, freed: int, touched: set[str]) -> str:
    """Return what is left on the line, where an officer decides by it: not for payments."""
    if not touched & {"F1", "F2"}:
        return ""
    left = format_amount(position.available_cents + freed)
    return _(": %(left)s left") % {"left": left}


def _papers(effects: Effects) -> Iterator[str]:
    for name in effects.papers:
        yield _("makes the document “%(title)s”") % {"title": papers.get(name).title}


def _words(bound: Callable[..., Any], effects: Effects) -> Iterator[str]:
    participant = getattr(subject_of(bound).root, "participant", None)
    if effects.words and participant is not None:
        yield _("tells %(who)s, in %(language)s") % {
            "who": participant.pseudonym,
            "language": participant.get_language_display(),
        }
