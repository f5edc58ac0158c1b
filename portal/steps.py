"""The one view that takes any step of any machine: what will happen, then the step."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from lifecycle import engine, preview, proposals
from lifecycle.cases import Tracked
from lifecycle.errors import KeyReused, Refused, Stale
from lifecycle.facts import Maybe
from lifecycle.guards import Obstacle
from lifecycle.steps import Step, steps_of
from people.roles import CASE_READERS, Role
from portal import case_pages, foreseen, step_forms
from portal.access import RolesMixin
from portal.errors import conflict
from portal.foreseen import Foreseen
from portal.forms import StepForm
from portal.keys import FormKeys, keys_for, sent_keys
from portal.papers.shelf import Shelf, may_show_documents, shelf_of
from portal.refusals import changes_since, closed_step
from portal.subjects import subject_or_404

UNPROCESSABLE = 422
EVERYBODY = tuple(role for role in Role if role is not Role.SYSTEM)


@dataclass
class Asked:
    """A step asked for by its address: the subject, the step and its form."""

    subject: Tracked
    step: Step
    form_class: type[StepForm]
    own: bool = False
    """True when the participant whose case it is takes the step."""

    @property
    def bound(self) -> Any:
        """Return the step as the engine takes it, such as `dote.award`."""
        return getattr(self.subject, self.step.command)

    @cached_property
    def back(self) -> str:
        """Return the address of the subject's page."""
        return case_pages.address_of(self.subject, own=self.own)


@may_show_documents
class StepView(RolesMixin):
    """Shows exactly what a step will do, asks for its facts, and takes it.

    404 out of scope, 403 without the right, 422 when the step is closed, 409 when the page is
    stale or its key came before with another request; what was typed stays.
    """

    roles = EVERYBODY

    def get(self, request: HttpRequest, model_label: str, pk: str, command: str) -> HttpResponse:
        """Show the confirmation page."""
        asked = self._asked(model_label, pk, command)
        found = self._obstacles(asked)
        form = asked.form_class(subject=asked.subject)
        return self._page(asked, form, found, keys=keys_for(asked.subject))

    def post(self, request: HttpRequest, model_label: str, pk: str, command: str) -> HttpResponse:
        """Take the step, or propose it where another person has to approve it."""
        asked = self._asked(model_label, pk, command)
        keys = sent_keys(request)
        form = asked.form_class(request.POST, request.FILES, subject=asked.subject)
        if not form.is_valid() or "show" in request.POST or self._unseen(asked, form):
            status = 200 if form.is_valid() else UNPROCESSABLE
            return self._page(asked, form, self._obstacles(asked), keys=keys, status=status)
        try:
            self._take(asked, form, keys)
        except Refused as refused:
            return self._refused(asked, form, keys, refused)
        except Stale as stale:
            return conflict(request, changes=changes_since(stale), form=form, back=request.path)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(asked.back)

    def _asked(self, model_label: str, pk: str, command: str) -> Asked:
        subject = subject_or_404(self.visitor, model_label, pk)
        step = steps_of(type(subject)).get(command)
        if step is None:
            raise Http404
        try:
            form_class = step_forms.form_for(model_label, step)
            return Asked(subject, step, form_class, own=not self.visitor.is_staff)
        except LookupError as elsewhere:
            raise Http404 from elsewhere  # a page of its own takes this step

    def _obstacles(self, asked: Asked) -> list[Obstacle]:
        """Return why the step is closed; PermissionDenied when it is closed to this person."""
        found = engine.obstacles(asked.bound, by=self.visitor.user, on=self.visitor.on)
        if any(obstacle.forbidden for obstacle in found):
            raise PermissionDenied(" ".join(obstacle.sentence for obstacle in found))
        return found

    def _take(self, asked: Asked, form: StepForm, keys: FormKeys) -> None:
        do = proposals.propose if asked.step.proposed else engine.perform
        do(
            asked.bound,
            by=self.visitor.user,
            on=self.visitor.on,
            key=keys.key,
            version=keys.version,
            note=form.cleaned_data.get("note", ""),
            **form.facts(),
        )

    def _refused(
        self, asked: Asked, form: StepForm, keys: FormKeys, refused: Refused
    ) -> HttpResponse:
        if refused.forbidden:
            raise PermissionDenied(str(refused))
        return self._page(asked, form, refused.obstacles, keys=keys, status=UNPROCESSABLE)

    def _page(
        self,
        asked: Asked,
        form: StepForm,
        found: list[Obstacle],
        *,
        keys: FormKeys,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            "asked": asked,
            "form": form,
            "keys": keys,
            "closed": closed_step(asked.step, found) if found else None,
            "effects": [] if found else self._effects(asked, form),
            "foreseen": None if found else self._foreseen(asked, form),
            "base": _frame(self.visitor.is_staff),
            "shelf": self._shelf(asked),
        }
        return render(self.request, "portal/steps/confirm.html", context, status=status)

    def _shelf(self, asked: Asked) -> Shelf | None:
        """Return the documents to look at while deciding; the person's own pages have theirs."""
        if not self.visitor.has(CASE_READERS):
            return None
        return shelf_of(asked.subject, self.request)

    def _unseen(self, asked: Asked, form: StepForm) -> bool:
        """Say whether the step changes what its page has to show first, and has not shown."""
        found = self._foreseen(asked, form)
        return found is not None and found.token != self.request.POST.get("seen", "")

    def _foreseen(self, asked: Asked, form: StepForm) -> Foreseen | None:
        """Return what the step would change, where its package tells it and nothing forbids it."""
        if not (form.is_bound and form.is_valid()):
            return None
        told, on = form.facts(), self.visitor.on
        if engine.obstacles(asked.bound, by=self.visitor.user, on=on, **told):
            return None
        return foreseen.of(asked.subject, asked.step.command, told, on=on)

    def _effects(self, asked: Asked, form: StepForm) -> list[str] | None:
        """Return what will happen; None as long as it depends on what is still to be typed."""
        told = form.facts() if form.is_bound and form.is_valid() else {}
        if any(name not in told for name in _required(asked.step)):
            return None
        try:
            return preview.preview(asked.bound, by=self.visitor.user, on=self.visitor.on, **told)
        except Refused as refused:
            return [obstacle.sentence for obstacle in refused.obstacles]


def _required(step: Step) -> list[str]:
    return [name for name, kind in step.facts.items() if not isinstance(kind, Maybe)]


def _frame(is_staff: bool) -> str:
    return "portal/base.html" if is_staff else "portal/base_participant.html"
