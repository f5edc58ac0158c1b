"""Calls for grants and their rankings: the rows, the line of cover, what can be done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lifecycle import engine
from lifecycle.errors import KeyReused, Refused
from people.roles import Role
from portal.access import RolesMixin
from portal.casework.approvals import waiting_on
from portal.casework.steps import steps_for
from portal.components import Badge, Cell, Column, Crumb, EmptyState, Kind, Records, Row, Tone
from portal.errors import conflict
from portal.grants.words import PLACES, breaker_word
from portal.keys import keys_for, sent_keys
from startup_grants.models import GrantCall, Ranking
from startup_grants.ranking import Place
from startup_grants.states import CallState, RankingState

WORKING = (Role.GRANT_OFFICER, Role.APPROVER, Role.COMMITTEE)
UNPROCESSABLE = 422
TONES = {
    Place.FUNDED: Tone.DONE,
    Place.PARTLY: Tone.MISSING,
    Place.WAITLISTED: Tone.LATER,
    Place.BELOW: Tone.REFUSED,
}


class Rankings(RolesMixin):
    """The calls for grants that this person may see, each with its latest ranking."""

    roles = WORKING

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the calls."""
        calls = GrantCall.objects.visible_to(self.visitor.user, on=self.visitor.on)
        rows = calls.filter(state=CallState.PUBLISHED).select_related("call")
        context = {"calls": _calls(rows.order_by("-id"))}
        return render(request, "portal/grants/rankings.html", context)


class RankingPage(RolesMixin):
    """The ranking of a call: drawn up, published, made final; frozen rows with their hash."""

    roles = WORKING

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the latest version, and the steps that are open."""
        return self._page(self._call(pk), keys_for())

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Draw a version up."""
        call, keys = self._call(pk), sent_keys(request)
        try:
            engine.begin(
                Ranking,
                by=self.visitor.user,
                on=self.visitor.on,
                key=keys.key,
                grant_call=call,
            )
        except Refused as refused:
            found = [obstacle.sentence for obstacle in refused.obstacles]
            return self._page(call, keys, objections=found, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=forms.Form(), back=request.path)
        return HttpResponseRedirect(request.path)

    def _page(
        self, call: GrantCall, keys: Any, *, objections: list[str] | None = None, status: int = 200
    ) -> HttpResponse:
        version = call.in_force
        ranking = call.rankings.as_system().order_by("-number").first()
        opened, closed = steps_for(ranking, self.visitor) if ranking else ([], [])
        rules = version.typed if version else None
        context = {
            "call": call,
            "version": version,
            "crumbs": [Crumb(_("Rankings"), reverse("rankings")), Crumb(call.reference)],
            "ranking": ranking,
            "rows": rows_of(ranking),
            "tie_break": [breaker_word(rule) for rule in rules.tie_break] if rules else [],
            "open_steps": opened,
            "closed_steps": closed,
            "deciding": waiting_on(ranking, self.visitor) if ranking else [],
            "can_draw_up": self.visitor.has([Role.GRANT_OFFICER]) and version is not None,
            "objections": objections or [],
            "keys": keys,
        }
        return render(self.request, "portal/grants/ranking.html", context, status=status)

    def _call(self, pk: str) -> GrantCall:
        rows = GrantCall.objects.visible_to(self.visitor.user, on=self.visitor.on)
        call: GrantCall | None = rows.select_related("call").filter(pk=pk).first()
        if call is None:
            raise Http404
        return call


def rows_of(ranking: Ranking | None) -> Records:
    """Return the frozen rows of a ranking: who stands where, by pseudonym, and why before whom."""
    rows = ranking.rows if ranking is not None else []
    return Records(
        [
            Column(_("Position"), Kind.TEXT),
            Column(_("Case"), is_title=True),
            Column(_("Person")),
            Column(_("Partner")),
            Column(_("Score"), Kind.TEXT),
            Column(_("Asked for €"), Kind.MONEY),
            Column(_("Covered €"), Kind.MONEY),
            Column(_("Place")),
        ],
        [
            Row(
                [
                    row["position"] or "–",
                    Cell(
                        row["reference"],
                        href=reverse("grant", args=[row["grant"]]),
                        detail=_before(row),
                    ),
                    row["pseudonym"],
                    row["partner"],
                    row["score"],
                    row["requested_cents"],
                    row["granted_cents"],
                    Cell(badge=Badge(PLACES[Place(row["place"])], TONES[Place(row["place"])])),
                ]
            )
            for row in rows
        ],
        caption=_("Ranking"),
        empty=EmptyState(_("The ranking is not drawn up yet.")),
    )


def _before(row: dict[str, Any]) -> str:
    if not row["tie_broken_by"]:
        return ""
    return str(
        _("equal score, ordered by: %(rule)s") % {"rule": breaker_word(row["tie_broken_by"])}
    )


def _calls(calls: Any) -> Records:
    rankings: dict[str, Ranking] = {}
    for ranking in Ranking.objects.as_system().filter(grant_call__in=calls).order_by("number"):
        rankings[ranking.grant_call_id] = ranking
    words = dict(RankingState.choices)
    return Records(
        [
            Column(_("Call"), is_title=True),
            Column(_("Published"), Kind.DATE),
            Column(_("Ranking")),
        ],
        [
            Row(
                [
                    Cell(call.call.title, href=reverse("ranking", args=[call.pk])),
                    call.published_on,
                    str(words[rankings[call.pk].state]) if call.pk in rankings else "–",
                ]
            )
            for call in calls
        ],
        caption=_("Calls for grants"),
        empty=EmptyState(_("No call for grants is published.")),
    )
