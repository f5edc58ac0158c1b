"""When a step of a variation is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from lifecycle.procedures.variation import varying
from people.roles import Role
from programme.money import format_amount

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from lifecycle.models import Variation

Sentences = Iterator["str | Promise"]


@guard(Role.OPERATOR)
def the_version_can_be(variation: Variation, act: Act) -> Sentences:
    """Object with what the measure objects, and above the ceiling or below what is realised."""
    version = act.get("draft", variation.version)
    if not version:
        return
    try:
        varied = varying.told(variation.root, version, on=act.on)
    except LookupError:
        yield _("This version is not one of the case.")
        return
    yield from varied.objections
    yield from _above_the_ceiling(varied)
    yield from _below_what_is_realised(varied)


@guard(Role.OPERATOR)
def something_changes(variation: Variation, act: Act) -> Sentences:
    """Object to a version that is the same as what was granted."""
    try:
        varied = varying.told(variation.root, act.get("draft", ""), on=act.on)
    except LookupError:
        return
    if all(line.before == line.after for line in varied.lines):
        yield _("Nothing changes: before and after are the same.")


@guard(Role.APPROVER)
def it_is_minor(variation: Variation, act: Act) -> Sentences:
    """Object to more than what an officer decides."""
    if not variation.minor:
        yield _(
            "More than %(percent)s %% moves between lines, or the total changes: it is proposed "
            "to the approver."
        ) % {"percent": variation.term("minor_variation_percent").value}


@guard(Role.OPERATOR, Role.PARTICIPANT)
def it_changes_no_rights(variation: Variation, act: Act) -> Sentences:
    """Object to putting into effect without the person what changes their rights."""
    if variation.changes_rights:
        yield _("It changes what the person receives: the person signs it.")


@guard(Role.APPROVER)
def it_is_said_why(variation: Variation, act: Act) -> Sentences:
    """Object to a refusal without words."""
    if act.wordless:
        yield _("Write why it is refused: the person reads it.")


@guard(Role.APPROVER)
def within_the_signing_term(variation: Variation, act: Act) -> Sentences:
    """Object after the last day for signing."""
    if variation.due_on is not None and act.on > variation.due_on:
        yield _("It was to be signed by %(day)s.") % {"day": f"{variation.due_on:%d/%m/%Y}"}


@guard(Role.SYSTEM)
def the_signing_term_has_passed(variation: Variation, act: Act) -> Sentences:
    """Object while it can still be signed."""
    if variation.due_on is None or act.on <= variation.due_on:
        yield _("It can still be signed.")


def _above_the_ceiling(varied: varying.Varied) -> Sentences:
    after = varied.granted_cents + varied.delta
    if after > varied.ceiling_cents:
        yield _("It comes to %(after)s, above the ceiling of %(ceiling)s.") % {
            "after": format_amount(after),
            "ceiling": format_amount(varied.ceiling_cents),
        }


def _below_what_is_realised(varied: varying.Varied) -> Sentences:
    for line in varied.lines:
        if line.after_cents < line.realised_cents:
            yield _("“%(line)s” goes down to %(after)s; %(realised)s of it is realised.") % {
                "line": line.title,
                "after": format_amount(line.after_cents),
                "realised": format_amount(line.realised_cents),
            }
