"""Opens a procedure on a case, or adds a part to a procedure: the same form, the same refusals."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from lifecycle import engine
from lifecycle.cases import AnyPart, CaseRoot, Tracked
from lifecycle.errors import KeyReused, Refused
from lifecycle.guards import Obstacle
from lifecycle.procedures.openings import obstacles_to
from lifecycle.steps import Step, opening_of
from people.roles import Role
from portal import case_pages, step_forms
from portal.access import RolesMixin
from portal.errors import conflict
from portal.form_refusals import UNPROCESSABLE, add_refusal
from portal.forms import StepForm
from portal.keys import FormKeys, keys_for, sent_keys
from portal.procedures.finding import case_or_404, kind_or_404, procedure_or_404
from portal.procedures.registry import presentation_of
from portal.refusals import closed_step

EVERYBODY = tuple(role for role in Role if role is not Role.SYSTEM)


class Beginning(RolesMixin):
    """Asks for what a new row needs, and begins it; what was typed stays when it is refused.

    ``find`` says what the address names: the kind of row, its case, the columns that are fixed,
    and the page from which one came.
    """

    roles: ClassVar[tuple[Role, ...]] = EVERYBODY
    model: type[AnyPart]
    case: CaseRoot
    fixed: dict[str, Any]
    back: str

    def get(self, request: HttpRequest, **address: str) -> HttpResponse:
        """Show the form, or why the row cannot begin; 403 when it is not this person's to begin."""
        self.find(**address)
        return self._page(self._form(), keys_for())

    def post(self, request: HttpRequest, **address: str) -> HttpResponse:
        """Begin the row and go on to where it is shown."""
        self.find(**address)
        keys, form = sent_keys(request), self._form(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, keys, status=UNPROCESSABLE)
        try:
            row = self._begin(form, keys)
        except Refused as refused:
            add_refusal(form, refused)
            return self._page(form, keys, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(self.following(row))

    def find(self, **address: str) -> None:
        """Find what the address names; Http404 for what the visitor may not see."""
        raise Http404

    def following(self, row: Tracked) -> str:
        """Return the address to go to afterwards."""
        return self.back

    @property
    def step(self) -> Step:
        """Return the first step of the row's machine."""
        return opening_of(self.model)

    @property
    def is_own(self) -> bool:
        """Say whether the person whose case it is asks, and not an office."""
        return not self.visitor.is_staff

    def _begin(self, form: StepForm, keys: FormKeys) -> Tracked:
        return engine.begin(
            self.model,
            by=self.visitor.user,
            on=self.visitor.on,
            key=keys.key,
            note=form.cleaned_data.get("note", ""),
            told=form.facts(),
            case_label=self.case.label,
            **self.fixed,
            **form.columns(),
        )

    def _form(self, *data: Any) -> StepForm:
        form = step_forms.form_for(self.model._meta.label_lower, self.step)
        row = self.model(case_label=self.case.label, **self.fixed)
        row.join(self.case)
        return form(*data, subject=row)

    def _obstacles(self) -> list[Obstacle]:
        found = obstacles_to(
            self.model, self.case, by=self.visitor.user, on=self.visitor.on, fields=self.fixed
        )
        if any(obstacle.forbidden for obstacle in found):
            raise PermissionDenied(" ".join(obstacle.sentence for obstacle in found))
        return found

    def _page(self, form: StepForm, keys: FormKeys, *, status: int = 200) -> HttpResponse:
        found = self._obstacles()
        context = {
            "step": self.step,
            "case": self.case,
            "back": self.back,
            "form": form,
            "keys": keys,
            "closed": closed_step(self.step, found) if found else None,
            "base": "portal/participant/frame.html" if self.is_own else "portal/base.html",
        }
        return render(self.request, "portal/procedures/begin.html", context, status=status)


class OpenProcedure(Beginning):
    """Opens a procedure on a case."""

    def find(self, **address: str) -> None:
        """Find the case and the kind of procedure."""
        self.model = kind_or_404(address["kind"])
        self.case = case_or_404(self.visitor, address["model_label"], address["pk"])
        self.fixed = {}
        self.back = case_pages.address_of(self.case, own=self.is_own)

    def following(self, row: Tracked) -> str:
        """Return the page of the new procedure: the person's own, or the office's."""
        return case_pages.address_of(row, own=self.is_own)


class AddPart(Beginning):
    """Adds a part to a procedure, such as a thing that is asked for."""

    def find(self, **address: str) -> None:
        """Find the procedure and the kind of part."""
        procedure = procedure_or_404(self.visitor, address["kind"], address["pk"])
        self.case = procedure.root
        self.back = case_pages.address_of(procedure, own=self.is_own)
        for child in presentation_of(type(procedure)).children:
            if child.model._meta.model_name == address["part"]:
                self.model, self.fixed = child.model, {child.column: procedure}
                return
        raise Http404
