"""The trail: its size and seals, the verification, the bundle and the script, who read what."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import seals, verdict, verifier
from audit.bundle import NothingSealed, write_bundle
from audit.models import Event, Seal
from audit.stored import verify_stored
from people.roles import Role
from portal import paging
from portal.access import RolesMixin
from portal.audit_pages.stream_names import names_of
from portal.components import Column, Crumb, EmptyState, Fact, Kind, Records, Row
from portal.reporting.downloads import Refused, not_issued
from portal.templatetags.percorsi import moment, short_hash

ORDERS = [paging.Order("recenti", gettext_lazy("Newest first"), ("number",))]
AT_ONCE = 300_000
"""Events that a page verifies or hands over while somebody waits; above, the command does it."""
SHOWN = 30


class Trail(RolesMixin):
    """How large the trail is, what is under seal, and the numbers that go on paper."""

    roles = (Role.AUDITOR,)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the trail and one page of its seals."""
        page = paging.page_of(Seal.objects.all(), orders=ORDERS, query=request.GET, size=20)
        last, tail = seals.latest(), seals.unsealed()
        loose = sum(to - first + 1 for _stream, first, to in tail)
        context = {
            "page": page,
            "size": last.size if last else "N",
            "root": last.root if last else "HEX",
            "facts": _facts(last, loose),
            "loose": loose,
            "tail": _tail(tail),
            "more": max(0, len(tail) - SHOWN),
            "seals": _seals(page.rows),
        }
        return render(request, "portal/audit/trail.html", context)


class VerifyTrail(RolesMixin):
    """Verifies the stored trail now, with the code that the auditor runs offline."""

    roles = (Role.AUDITOR,)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the verdict: whole, or every fault with its place."""
        if Event.objects.count() > AT_ONCE:
            messages.error(request, _too_long("verify_trail"))
            return HttpResponseRedirect(reverse("trail"))
        report = verify_stored()
        said = list(verdict.sentences(report))
        context = {
            "report": report,
            "verdict": said[0],
            "faults": _faults(report.faults),
            "numbers": [line for line in said[1:] if not line.startswith(("-", "  "))],
            "crumbs": [Crumb(_("Trail"), reverse("trail")), Crumb(_("Verification"))],
        }
        return render(request, "portal/audit/verdict.html", context)


class Bundle(RolesMixin):
    """Hands over the whole trail as the file that the offline verifier reads."""

    roles = (Role.AUDITOR,)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Write the bundle and send it; it holds codes and fingerprints, no person."""
        if Event.objects.count() > AT_ONCE:
            messages.error(request, _too_long("export_trail --out bundle.zip"))
            return HttpResponseRedirect(reverse("trail"))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bundle.zip"
            try:
                write_bundle(path)
            except NothingSealed:
                why = [_("Nothing is under seal yet: the bundle begins with the first seal.")]
                return not_issued(request, _("Bundle of the trail"), Refused(why))
            except ImproperlyConfigured as wrong:
                return not_issued(request, _("Bundle of the trail"), Refused([str(wrong)]))
            # Opened while the folder stands; the file lives on until the answer is sent.
            answer = FileResponse(path.open("rb"), as_attachment=True, filename="bundle.zip")
        answer["Cache-Control"] = "private, no-store"
        return answer


class Script(RolesMixin):
    """Hands over the offline verifier: one file, standard library only."""

    roles = (Role.AUDITOR,)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the source of the verifier as it runs here."""
        source = Path(verifier.__file__).read_bytes()
        answer = HttpResponse(source, content_type="text/x-python; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="verifier.py"'
        return answer


def _facts(last: Seal | None, loose: int) -> list[Fact]:
    size = last.size if last else 0
    found = [
        Fact(_("Events"), _number(size + loose)),
        Fact(_("Under seal"), _number(size)),
        Fact(_("Unsealed tail"), _number(loose)),
    ]
    if last is not None:
        found += [
            Fact(_("Last seal"), _("number %(number)s") % {"number": last.number}),
            Fact(_("Sealed"), moment(last.at)),
            Fact(_("Size"), str(last.size), is_code=True),
            Fact(_("Root"), last.root, is_code=True),
            Fact(_("Public key"), last.public_key, is_code=True),
        ]
    return found


def _seals(rows: Iterable[Any]) -> Records:
    return Records(
        [
            Column(_("Seal"), Kind.INTEGER, is_title=True),
            Column(_("Sealed"), Kind.MOMENT),
            Column(_("Size"), Kind.INTEGER),
            Column(_("Root"), Kind.CODE),
            Column(_("Seal before"), Kind.CODE),
            Column(_("Signature"), Kind.CODE),
        ],
        [
            Row(
                [
                    seal.number,
                    seal.at,
                    seal.size,
                    short_hash(seal.root),
                    short_hash(seal.prev),
                    short_hash(seal.signature),
                ]
            )
            for seal in rows
        ],
        caption=_("Seals, the latest first"),
        empty=EmptyState(_("Nothing is sealed yet: the worker seals every few minutes.")),
    )


def _tail(tail: list[tuple[str, int, int]]) -> Records:
    names = names_of(stream for stream, _first, _to in tail[:SHOWN])
    return Records(
        [
            Column(_("Stream"), is_title=True),
            Column(_("First event"), Kind.INTEGER),
            Column(_("Last event"), Kind.INTEGER),
        ],
        [Row([names[stream], first, to]) for stream, first, to in tail[:SHOWN]],
        caption=_("Unsealed tail"),
    )


def _faults(faults: Sequence[verifier.Fault]) -> list[str]:
    """Return what is wrong as sentences that name cases and pseudonyms."""
    names = names_of({fault.stream for fault in faults})
    return [verdict.sentence(replace(fault, stream=names[fault.stream])) for fault in faults]


def _too_long(command: str) -> str:
    return _(
        "The trail is too long to be read while you wait: ask whoever runs the system for "
        "manage.py %(command)s, or verify the bundle on your own machine."
    ) % {"command": command}


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
