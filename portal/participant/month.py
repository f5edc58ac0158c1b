"""Sending a month: the photo, and the rent or the days, on one page and in one go."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from documents import evidence
from dote.models import Month
from dote.states import MonthState
from lifecycle import engine
from lifecycle.errors import KeyReused, Refused, Stale
from portal.casework.forms import BACK
from portal.casework.part_panels import REASONS
from portal.errors import conflict
from portal.form_refusals import UNPROCESSABLE, add_file_error, add_refusal, ask_for_file_again
from portal.keys import FormKeys, keys_for, sent_keys
from portal.month_calendar import weeks_of
from portal.month_reports import MonthForm, report
from portal.participant.endowment import month_badge
from portal.participant.own import OwnMixin
from portal.participant.situation import standing_of
from portal.participant.words import month_name
from portal.refusals import changes_since


class OwnMonth(OwnMixin):
    """A month of a service, as the person sends it and follows it."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Ask for the month, or show what was sent and what became of it."""
        month = self.own_month(pk)
        return self._page(month, MonthForm(month=month), keys_for(month))

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Keep the file and report the month, both or neither; what was typed stays."""
        month, keys = self.own_month(pk), sent_keys(request)
        form = MonthForm(request.POST, request.FILES, month=month)
        if not form.is_valid():
            ask_for_file_again(form)
            return self._page(month, form, keys, status=UNPROCESSABLE)
        try:
            report(form, visitor=self.visitor, keys=keys)
        except ValidationError as wrong:
            add_file_error(form, wrong)
        except Refused as refused:
            add_refusal(form, refused)
        except Stale as stale:
            return conflict(request, changes=changes_since(stale), form=form, back=request.path)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        else:
            return HttpResponseRedirect(reverse("own_month", args=[month.pk]))
        ask_for_file_again(form)
        return self._page(month, form, keys, status=UNPROCESSABLE)

    def _page(
        self, month: Month, form: MonthForm, keys: FormKeys, *, status: int = 200
    ) -> HttpResponse:
        closed = engine.obstacles(month.report, by=self.visitor.user, on=self.visitor.on)
        context = {
            "month": month,
            "name": month_name(month),
            "badge": month_badge(month, on=self.visitor.on),
            "form": form,
            "keys": keys,
            "weeks": weeks_of(month, form.ticked) if form.is_internship else [],
            "closed": [obstacle.sentence for obstacle in closed],
            "is_open": month.state == MonthState.OPEN,
            "can_pause": not engine.obstacles(
                month.pause, by=self.visitor.user, on=self.visitor.on
            ),
            "report_by": standing_of(month.dote).report_by(month),
            "today": self.visitor.on,
            "why_back": _words(BACK, month.reason) if month.state == MonthState.OPEN else "",
            "why_less": str(REASONS.get(month.reason, "")),
            "files": list(evidence.about(month.label).order_by("-id")),
        }
        return render(self.request, "portal/participant/month.html", context, status=status)


def _words(choices: Sequence[tuple[str, object]], code: str) -> str:
    return str(dict(choices).get(code, code))
