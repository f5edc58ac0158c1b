"""The sheet of a month: attendance by keyboard or the rent, with its file, in one go."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dote.models import Month
from dote.states import MonthState
from lifecycle import engine
from lifecycle.errors import KeyReused, Refused, Stale
from people.roles import Role
from portal.access import RolesMixin
from portal.casework.dote_panels import month_badge
from portal.casework.forms import BACK
from portal.casework.reading import read_person
from portal.components import Crumb
from portal.errors import conflict
from portal.form_refusals import UNPROCESSABLE, add_file_error, add_refusal, ask_for_file_again
from portal.keys import FormKeys, keys_for, sent_keys
from portal.month_calendar import weeks_of
from portal.month_reports import MonthForm, report
from portal.refusals import changes_since


class MonthSheet(RolesMixin):
    """A month as the operator writes it down: arrows move, space ticks, one button sends it."""

    roles = (Role.OPERATOR,)

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the sheet; the reading of the person is recorded first."""
        month = self._month(pk)
        return self._page(month, MonthForm(month=month), keys_for(month))

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Keep the register and report the month, both or neither; what was typed stays."""
        month, keys = self._month(pk), sent_keys(request)
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
            return HttpResponseRedirect(reverse("month", args=[month.pk]))
        ask_for_file_again(form)
        return self._page(month, form, keys, status=UNPROCESSABLE)

    def _month(self, pk: str) -> Month:
        rows = Month.objects.visible_to(self.visitor.user, on=self.visitor.on)
        related = rows.select_related("line__offer", "dote__participant__partner", "dote__partner")
        month: Month | None = related.filter(pk=pk).first()
        if month is None:
            raise Http404
        return month

    def _page(
        self, month: Month, form: MonthForm, keys: FormKeys, *, status: int = 200
    ) -> HttpResponse:
        found = engine.obstacles(month.report, by=self.visitor.user, on=self.visitor.on)
        if any(obstacle.forbidden for obstacle in found):
            raise PermissionDenied(" ".join(str(each.sentence) for each in found))
        person = read_person(self.visitor, month.dote.participant, purpose="month_sheet")
        context = {
            "month": month,
            "person": person,
            "badge": month_badge(month),
            "form": form,
            "keys": keys,
            "weeks": weeks_of(month, form.ticked) if form.is_internship else [],
            "closed": [obstacle.sentence for obstacle in found],
            "why_back": dict(BACK).get(month.reason, "") if month.state == MonthState.OPEN else "",
            "crumbs": [
                Crumb(month.dote.reference, reverse("dote", args=[month.dote_id])),
                Crumb(str(month), reverse("month", args=[month.pk])),
                Crumb(_("Sheet")),
            ],
        }
        return render(self.request, "portal/operator/sheet.html", context, status=status)
