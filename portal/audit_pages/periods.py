"""Accounting periods: opened, checked, closed for good, each an act of finance."""

from __future__ import annotations

from collections.abc import Callable
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

from accounting import periods
from accounting.models import Period
from accounting.models.period import PeriodState
from lifecycle.errors import KeyReused
from people.actors import Actor
from people.roles import Role
from portal.access import RolesMixin
from portal.audit_pages import books
from portal.components import Badge, Crumb, Tone
from portal.errors import conflict
from portal.fields import DayField
from portal.form_refusals import UNPROCESSABLE
from portal.keys import FormKeys, keys_for, new_key, sent_keys
from portal.once import once

TONES = {
    PeriodState.OPEN: Tone.NOW,
    PeriodState.CLOSING: Tone.MISSING,
    PeriodState.CLOSED: Tone.CLOSED,
}
ACTS: dict[str, Callable[..., Period]] = {
    "begin_closing": periods.begin_closing,
    "stop_closing": periods.stop_closing,
    "close": periods.close,
}


class OpenPeriod(forms.Form):
    """From which to which booking day a period goes."""

    starts_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(label=gettext_lazy("Last day"))


class Periods(RolesMixin):
    """All periods, newest first, and the opening of one."""

    roles = (Role.FINANCE, Role.AUDITOR)

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
        shown = [
            (period, _badge(period), new_key()) for period in Period.objects.order_by("-starts_on")
        ]
        context = {
            "periods": shown,
            "form": form,
            "keys": keys,
            "acts": _may(self),
            "crumbs": [Crumb(_("Journal"), reverse("journal")), Crumb(_("Accounting periods"))],
        }
        return render(self.request, "portal/audit/periods.html", context, status=status)


class ActOnPeriod(RolesMixin):
    """Begins the closing of a period, stops it, or closes it for good."""

    roles = (Role.FINANCE,)

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Do what the pressed button says, once."""
        actor = _finance(self)
        period, act = Period.objects.filter(pk=pk).first(), request.POST.get("act", "")
        if period is None or act not in ACTS:
            raise Http404
        if act == "close" and "sure" not in request.POST:
            messages.error(request, _("Tick that you know it: a closed period is never reopened."))
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
        once(
            sent_keys(self.request).key,
            by=self.visitor.user,
            body={"period": period.pk, "act": act},
            do=lambda: ACTS[act](period, actor=actor.label, role=actor.role),
        )


def _badge(period: Period) -> Badge:
    return Badge(period.get_state_display(), TONES[PeriodState(period.state)])


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
