"""Says whether everything that Percorsi is made of does its work."""

import ctypes.util
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit import clock, marks, triggers
from audit.models import Event, Seal
from portal.templatetags.percorsi import moment

UNAVAILABLE = 503
UNSEALED_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class Finding:
    """One part with its state in words; `is_vital` parts make the answer a 503."""

    part: str
    is_well: bool
    sentence: str
    is_vital: bool = False


@require_safe
def salute(request: HttpRequest) -> HttpResponse:
    """Answer 200, or 503 when the database or its triggers fail; JSON for whoever asks for it."""
    findings = [check() for check in CHECKS]
    status = UNAVAILABLE if any(f.is_vital and not f.is_well for f in findings) else 200
    if request.headers.get("Accept", "").startswith("application/json"):
        content = {finding.part: finding.sentence for finding in findings}
        return JsonResponse(content, status=status)
    return render(request, "portal/health.html", {"findings": findings}, status=status)


def database() -> Finding:
    """Ask the database for one value."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return Finding("database", False, _("The database does not answer."), is_vital=True)
    return Finding("database", True, _("The database answers."), is_vital=True)


def guardians() -> Finding:
    """Count the triggers that keep the promises; what is missing stays in the log."""
    try:
        missing = triggers.census(connection)
    except DatabaseError:
        missing = ["unknown"]
    if missing:
        sentence = _("Triggers are missing: run “manage.py migrate”.")
        return Finding("triggers", False, sentence, is_vital=True)
    return Finding("triggers", True, _("All triggers are in place."), is_vital=True)


def worker() -> Finding:
    """Ask when the worker was last seen."""
    return _mark("worker", timedelta(minutes=5))


def tick() -> Finding:
    """Ask when the timed steps last ran."""
    return _mark("tick", timedelta(minutes=45))


def seal() -> Finding:
    """Ask whether what happened is sealed: events older than a missed seal are not."""
    try:
        sealed, told = Seal.objects.order_by("-number").first(), Event.objects.order_by("pk").last()
    except DatabaseError:
        return Finding("seal", False, _("The database does not answer."))
    if sealed is None:
        return Finding("seal", told is None, _("Nothing is sealed yet."))
    is_well = told is None or told.at - sealed.at <= UNSEALED_FOR
    return Finding("seal", is_well, _("Last sealed: %(when)s.") % {"when": moment(sealed.at)})


def balances() -> Finding:
    """Ask when the balances were last summed up."""
    return _mark("balances", timedelta(hours=36))


def pango() -> Finding:
    """Look for the libraries that draw documents."""
    if all(ctypes.util.find_library(name) for name in ("pangoft2-1.0", "harfbuzz-subset")):
        return Finding("pango", True, _("Documents can be drawn."))
    return Finding("pango", False, _("Documents wait: the library Pango is not installed."))


CHECKS: tuple[Callable[[], Finding], ...] = (
    database, guardians, worker, tick, seal, balances, pango,
)  # fmt: skip


def _mark(part: str, patience: timedelta) -> Finding:
    """Read when a process last touched its mark, `marks/<part>` in the variable folder."""
    seen = marks.seen(part)
    if seen is None:
        return Finding(part, False, _("Not seen yet."))
    is_well = clock.now() - seen <= patience
    return Finding(part, is_well, _("Last seen: %(when)s.") % {"when": moment(seen)})
