"""Accounting periods: opened, checked, closed, reopened by two; each an act of finance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounting import periods, reopening
from accounting.models import Period
from accounting.models.period import PeriodState, ReopeningReason
from lifecycle.errors import KeyReused
from people.actors import Actor
from people.models import User
from people.roles import Role
from portal.access import RolesMixin
from portal.audit_pages import books
from portal.components import Badge, Crumb, Tone
from portal.errors import conflict
from portal.fields import DayField
from portal.form_refusals import UNPROCESSABLE
from portal.keys import FormKeys, keys_for, new_key, sent_keys
from portal.once import once
from portal.visitors import Visitor

TONES = {
    PeriodState.OPEN: Tone.NOW,
    PeriodState.CLOSING: Tone.MISSING,
    PeriodState.CLOSED: Tone.CLOSED,
    PeriodState.REOPENED: Tone.MISSING,
}
READERS = (
    Role.FINANCE,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
    Role.PROGRAMME_MANAGER,
    Role.MANAGING_AUTHORITY,
)
ACTS: dict[str, Callable[..., Period]] = {
    "begin_closing": periods.begin_closing,
    "stop_closing": periods.stop_closing,
    "close": periods.close,
    "ask": reopening.ask,
    "reopen": reopening.reopen,
    "keep_closed": reopening.keep_closed,
}


@dataclass(frozen=True)
class Shown:
    """A period as its page shows it."""

    period: Period
    badge: Badge
    key: str
    asked_by: str
    """Who asked for its reopening, by name."""
    own: bool
    """True when that is who looks at the page: another person signs."""

    @property
    def state(self) -> str:
        """Return what decides which buttons there are: its state, or that it waits for a second."""
        return "asked" if self.period.reopening_asked_by and self.is_closed else self.period.state

    @property
    def is_closed(self) -> bool:
        """Say whether nothing is booked in it."""
        return self.period.state == PeriodState.CLOSED


class OpenPeriod(forms.Form):
    """From which to which booking day a period goes."""

    starts_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(label=gettext_lazy("Last day"))


class Periods(RolesMixin):
    """All periods, newest first, and the opening of one."""

    roles = READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the periods."""
        return self._page(OpenPeriod(), keys_for())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open a period; what cannot be is said, and what was typed stays."""
        actor = _finance(self)
        form, keys = OpenPeriod(request.POST), sent_keys(request)
        if form.is_valid():
            told = form.cleaned_data
            try:
                once(
                    keys.key,
                    by=self.visitor.user,
                    body=told,
                    do=lambda: periods.open_period(**told, actor=actor.label, role=actor.role),
                )
                messages.success(request, _("The period is open."))
                return HttpResponseRedirect(reverse("periods"))
            except ValidationError as wrong:
                form.add_error(None, list(wrong.messages))
            except KeyReused:
                return conflict(request, changes=[], form=form, back=request.path)
        return self._page(form, keys, status=UNPROCESSABLE)

    def _page(self, form: OpenPeriod, keys: FormKeys, *, status: int = 200) -> HttpResponse:
        context = {
            "periods": _shown(self.visitor.user),
            "reasons": ReopeningReason.choices,
            "form": form,
            "keys": keys,
            "acts": _may(self),
            "crumbs": [_above(self.visitor), Crumb(_("Accounting periods"))],
        }
        return render(self.request, "portal/audit/periods.html", context, status=status)


class ActOnPeriod(RolesMixin):
    """Closes a period in two steps, and reopens it by two signatures."""

    roles = (Role.FINANCE,)

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Do what the pressed button says, once."""
        actor = _finance(self)
        period, act = Period.objects.filter(pk=pk).first(), request.POST.get("act", "")
        if period is None or act not in ACTS:
            raise Http404
        if act == "close" and "sure" not in request.POST:
            messages.error(request, _("Tick that you know it: only two people reopen a period."))
            return HttpResponseRedirect(reverse("periods"))
        try:
            self._do(period, act, actor)
            messages.success(request, _("Done, and recorded in the trail."))
        except ValidationError as wrong:
            messages.error(request, " ".join(wrong.messages))
        except KeyReused:
            return conflict(request, changes=[], form=Form(), back=reverse("periods"))
        return HttpResponseRedirect(reverse("periods"))

    def _do(self, period: Period, act: str, actor: Actor) -> None:
        told = {"reason": _reason(self.request)} if act == "ask" else {}
        once(
            sent_keys(self.request).key,
            by=self.visitor.user,
            body={"period": period.pk, "act": act} | told,
            do=lambda: ACTS[act](period, actor=actor.label, role=actor.role, **told),
        )


def _reason(request: HttpRequest) -> ReopeningReason:
    """Return the reason that was chosen; ValidationError if none was."""
    reason = request.POST.get("reason", "")
    if reason not in ReopeningReason.values:
        raise ValidationError(_("Say why the period is to be reopened."))
    return ReopeningReason(reason)


def _shown(viewer: User) -> list[Shown]:
    found = list(Period.objects.order_by("-starts_on"))
    ids = {period.reopening_asked_by.partition(":")[2] for period in found}
    names = {user.pk: user.name for user in User.objects.filter(pk__in=ids)}
    return [
        Shown(
            period=period,
            badge=Badge(period.get_state_display(), TONES[PeriodState(period.state)]),
            key=new_key(),
            asked_by=names.get(period.reopening_asked_by.partition(":")[2], ""),
            own=period.reopening_asked_by == f"people.user:{viewer.pk}",
        )
        for period in found
    ]


def _above(visitor: Visitor) -> Crumb:
    """Return the page from which one comes: the journal, or the rules for who has no journal."""
    if visitor.has([Role.FINANCE, Role.AUDITOR]):
        return Crumb(_("Journal"), reverse("journal"))
    return Crumb(_("Rules in force"), reverse("rules"))


def _may(view: Any) -> bool:
    visitor = view.visitor
    held: bool = visitor.has([Role.FINANCE]) and books.reaches_all(visitor.user, on=visitor.on)
    return held


def _finance(view: Any) -> Actor:
    """Return the finance officer for all partners; PermissionDenied with a sentence otherwise."""
    actor: Actor | None = view.visitor.actor([Role.FINANCE])
    if actor is None or not _may(view):
        raise PermissionDenied(
            _("Periods are of all partners: it needs a mandate for all of them.")
        )
    return actor
