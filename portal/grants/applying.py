"""The applicant's way to a grant: a call is chosen, the plan written page by page, handed in."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lifecycle import engine
from lifecycle.errors import KeyReused, Refused
from people import case_files
from people.languages import Language
from people.models import Consent
from portal.casework.steps import steps_for
from portal.errors import conflict
from portal.form_refusals import UNPROCESSABLE, add_refusal
from portal.grants import plan_panels
from portal.grants.plan_forms import AidForm, AnswerForm, BudgetForm, MeansForm, PlanForm
from portal.keys import FormKeys, keys_for, sent_keys
from portal.participant.application import NOTICE_VERSION, BeginForm
from portal.participant.own import OwnMixin
from programme.models import Call
from startup_grants import plans
from startup_grants.models import Grant, GrantCall
from startup_grants.states import CallState, GrantState

FORMS: dict[str, type[PlanForm]] = {"bilancio": BudgetForm, "risorse": MeansForm, "aiuti": AidForm}
REVIEW = "riepilogo"


class OwnGrants(OwnMixin):
    """One's own applications, and the calls under which one can apply."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show both."""
        return self._page(self._form(), keys_for())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open an application under the version of the call that is in force."""
        form, keys = self._form(request.POST), sent_keys(request)
        if not form.is_valid():
            return self._page(form, keys, status=UNPROCESSABLE)
        begun = self._mine().filter(call=form.cleaned_data["call"], state=GrantState.DRAFT).first()
        try:
            grant = begun or self._open(form, keys)
        except Refused as refused:
            add_refusal(form, refused)
            return self._page(form, keys, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        first = steps_of(grant)[0][0]
        return HttpResponseRedirect(reverse("grant_plan", args=[grant.pk, first]))

    @transaction.atomic
    def _open(self, form: BeginForm, keys: FormKeys) -> Grant:
        if form.cleaned_data.get("notice"):
            case_files.give_consent(
                self.person,
                Consent.Kind.PRIVACY_NOTICE,
                version=NOTICE_VERSION,
                language=Language((get_language() or "it")[:2]),
                by=self.actor,
                on=self.visitor.on,
            )
        call = GrantCall.objects.as_system().get(call=form.cleaned_data["call"])
        return engine.begin(
            Grant,
            by=self.visitor.user,
            on=self.visitor.on,
            key=keys.key,
            call=call.call,
            version=call.in_force,
            operation=call.operation,
            partner=self.person.partner,
            participant=self.person,
        )

    def _form(self, data: Any = None) -> BeginForm:
        read = Consent.objects.visible_to(self.visitor.user, on=self.visitor.on).filter(
            participant=self.person, kind=Consent.Kind.PRIVACY_NOTICE, withdrawn_on=None
        )
        return BeginForm(data, calls=self._calls(), has_read=read.exists())

    def _calls(self) -> list[Call]:
        """Return the open calls for grants of the operations that know the person."""
        taken = self._mine().exclude(state=GrantState.DRAFT).values("call")
        rows = Call.objects.open_on(self.visitor.on).filter(
            measure=Call.Measure.GRANT,
            grant_call__state=CallState.PUBLISHED,
            operation__case_files__participant=self.person,
        )
        return list(rows.exclude(pk__in=taken).order_by("code").distinct())

    def _mine(self) -> QuerySet[Grant]:
        rows: QuerySet[Grant] = Grant.objects.visible_to(self.visitor.user, on=self.visitor.on)
        return rows.filter(participant=self.person).select_related("call").order_by("-id")

    def _page(self, form: BeginForm, keys: FormKeys, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "keys": keys, "grants": self._mine()}
        return render(self.request, "portal/grants/own_list.html", context, status=status)


class OwnPlan(OwnMixin):
    """One page of the business plan: saved, and on to the next."""

    def get(self, request: HttpRequest, pk: str, page: str) -> HttpResponse:
        """Show the page with what is kept."""
        grant = self._draft(pk)
        if page == REVIEW:
            return self._review(grant)
        return self._page(grant, page, self._form(grant, page), keys_for())

    def post(self, request: HttpRequest, pk: str, page: str) -> HttpResponse:
        """Keep the page as a version of the plan, and go on, or stay to see the sums."""
        grant, keys = self._draft(pk), sent_keys(request)
        form = self._form(grant, page, request.POST)
        if not form.is_valid():
            return self._page(grant, page, form, keys, status=UNPROCESSABLE)
        try:
            plans.save(
                grant, form.written(), by=self.visitor.user, on=self.visitor.on, key=keys.key
            )
        except Refused as refused:
            add_refusal(form, refused)
            return self._page(grant, page, form, keys, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        following = page if "stay" in request.POST else _after(grant, page)
        return HttpResponseRedirect(reverse("grant_plan", args=[grant.pk, following]))

    def _draft(self, pk: str) -> Grant:
        rows = Grant.objects.visible_to(self.visitor.user, on=self.visitor.on)
        related = rows.select_related("call", "version", "participant")
        grant: Grant | None = related.filter(pk=pk, participant=self.person).first()
        if grant is None or grant.state != GrantState.DRAFT:
            raise Http404
        return grant

    def _form(self, grant: Grant, page: str, data: Any = None) -> PlanForm:
        content = plans.content_of(plans.latest(grant))
        rules = grant.rules
        if page in FORMS:
            return FORMS[page](data, rules=rules, content=content)
        if page not in {section.code for section in rules.sections}:
            raise Http404
        return AnswerForm(data, rules=rules, content=content, code=page)

    def _page(
        self, grant: Grant, page: str, form: PlanForm, keys: FormKeys, *, status: int = 200
    ) -> HttpResponse:
        context = {
            "grant": grant,
            "form": form,
            "keys": keys,
            "progress": _progress(grant, page),
            "sums": plan_panels.sums(grant) if page == "bilancio" else [],
            "over": plan_panels.over(grant) if page == "bilancio" else [],
            "back": _before(grant, page),
        }
        return render(self.request, "portal/grants/plan.html", context, status=status)

    def _review(self, grant: Grant) -> HttpResponse:
        opened, closed = steps_for(grant, self.visitor)
        context = {
            "grant": grant,
            "progress": _progress(grant, REVIEW),
            "answers": plan_panels.answers(grant),
            "sums": plan_panels.sums(grant),
            "over": plan_panels.over(grant),
            "aids": plan_panels.aids(grant),
            "fingerprint": plan_panels.fingerprint(grant),
            "open_steps": opened,
            "closed_steps": closed,
            "pages": steps_of(grant)[:-1],
        }
        return render(self.request, "portal/grants/plan_review.html", context)


def steps_of(grant: Grant) -> list[tuple[str, str]]:
    """Return the pages of an application in their order, each with what it is called."""
    return [
        *((section.code, section.question) for section in grant.rules.sections),
        ("bilancio", _("Budget")),
        ("risorse", _("Own resources")),
        ("aiuti", _("Small aid had before")),
        (REVIEW, _("Check and send")),
    ]


def _progress(grant: Grant, page: str) -> dict[str, Any]:
    pages = steps_of(grant)
    number = [code for code, _label in pages].index(page) + 1
    return {"number": number, "of": len(pages), "label": pages[number - 1][1]}


def _after(grant: Grant, page: str) -> str:
    codes = [code for code, _label in steps_of(grant)]
    return codes[codes.index(page) + 1]


def _before(grant: Grant, page: str) -> str:
    codes = [code for code, _label in steps_of(grant)]
    place = codes.index(page)
    return codes[place - 1] if place else ""
