"""The action plan: written with the person, read by both, signed by both."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.labels import split
from dote.models.offer import ServiceKind
from lifecycle.errors import KeyReused
from people import plans
from people.models import ActionPlanVersion, CaseFile, Participant
from people.plans import Means, PlanContent, PlanStep
from portal.casework.reading import note_reading
from portal.components import Crumb
from portal.errors import conflict
from portal.fields import DayField
from portal.form_refusals import UNPROCESSABLE
from portal.keys import FormKeys, keys_for, sent_keys
from portal.once import once
from portal.operator.person import PersonMixin, identity_of, signatures

ALONE = (Means.OTP, Means.OWN)
"""How nobody but the person signs, on their own page."""
ROWS = 6
"""Steps that one version can have: as many as fit on the page that is signed."""


class PlanForm(forms.Form):
    """Needs and goals, one a line; steps, one a block; a block without words is left out."""

    case_file = forms.ChoiceField(label=gettext_lazy("Case file"))
    needs = forms.CharField(
        label=gettext_lazy("What the person needs"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=gettext_lazy("One a line, in the person's words."),
    )
    goals = forms.CharField(
        label=gettext_lazy("Where the path leads"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line."),
    )

    def __init__(self, *args: Any, files: list[CaseFile], **kwargs: Any) -> None:
        """Offer the open case files, and the blocks for the steps."""
        super().__init__(*args, **kwargs)
        self.fields["case_file"] = forms.ChoiceField(
            label=_("Case file"), choices=[(file.pk, str(file.operation)) for file in files]
        )
        self.order_fields(["case_file", "needs", "goals"])
        services = [("", _("the person's own step")), *ServiceKind.choices]
        for number in range(1, ROWS + 1):
            self.fields[f"step_{number}"] = forms.CharField(
                label=_("Step %(number)s") % {"number": number},
                required=number == 1,
                max_length=200,
            )
            self.fields[f"service_{number}"] = forms.ChoiceField(
                label=_("Service that helps"), choices=services, required=False
            )
            self.fields[f"from_{number}"] = DayField(label=_("From"), required=False)
            self.fields[f"to_{number}"] = DayField(label=_("To"), required=False)
        self.fields["review_on"] = DayField(label=_("To be looked at again on"), required=False)

    @property
    def blocks(self) -> list[list[Any]]:
        """Return the fields of each step."""
        names = ("step", "service", "from", "to")
        return [[self[f"{name}_{n}"] for name in names] for n in range(1, ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        """Refuse a step that ends before it begins."""
        told: dict[str, Any] = super().clean() or {}
        for number in range(1, ROWS + 1):
            first, last = told.get(f"from_{number}"), told.get(f"to_{number}")
            if first and last and last < first:
                self.add_error(f"to_{number}", _("This step ends before it begins."))
        return told

    @property
    def content(self) -> PlanContent:
        """Return the plan as written."""
        told = self.cleaned_data
        return PlanContent(
            needs=_lines(told["needs"]),
            goals=_lines(told["goals"]),
            steps=tuple(
                PlanStep(
                    description=told[f"step_{n}"],
                    service=told[f"service_{n}"],
                    starts_on=told[f"from_{n}"],
                    ends_on=told[f"to_{n}"],
                )
                for n in range(1, ROWS + 1)
                if told[f"step_{n}"]
            ),
            review_on=told["review_on"],
        )


class WritePlan(PersonMixin):
    """Writes the next version; the form begins with the words of the last one."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the form."""
        person = self.person_or_404(pk)
        note_reading(self.visitor, person, purpose="plan_page")
        last = _versions(person).order_by("-number").first()
        start = _initial(plans.read(last)) if last is not None else {}
        return self._page(person, PlanForm(files=_files(person), initial=start), keys_for())

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Keep the version, or say what is missing; what was typed stays."""
        person, keys = self.person_or_404(pk), sent_keys(request)
        form = PlanForm(request.POST, files=_files(person))
        if not form.is_valid():
            return self._page(person, form, keys, status=UNPROCESSABLE)
        file = next(f for f in _files(person) if f.pk == form.cleaned_data["case_file"])
        by = self.operator_for(person)
        try:
            named = once(
                keys.key,
                by=self.visitor.user,
                body=form.cleaned_data,
                do=lambda: plans.draft(file, form.content, by=by, on=self.visitor.on),
            )
        except ValidationError as wrong:
            form.add_error(None, list(wrong.messages))
            return self._page(person, form, keys, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(reverse("plan", args=[split(named)[1]]))

    def _page(
        self, person: Participant, form: PlanForm, keys: FormKeys, *, status: int = 200
    ) -> HttpResponse:
        context = {
            "person": person,
            "form": form,
            "keys": keys,
            "has_file": bool(_files(person)),
            "crumbs": _crumbs(person, _("Write the plan")),
        }
        return render(self.request, "portal/operator/plan_new.html", context, status=status)


class Plan(PersonMixin):
    """One version of a plan, with its two signatures."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show what is agreed and who has signed."""
        version = self._version(pk)
        person = version.plan.case_file.participant
        note_reading(self.visitor, person, purpose="plan_page")
        identity = identity_of(person)
        context = {
            "version": version,
            "content": plans.read(version) if identity else None,
            "name": identity.full_name if identity else person.pseudonym,
            "badge": signatures(version),
            "means": [(code, word) for code, word in Means.choices if code not in ALONE],
            "services": dict(ServiceKind.choices),
            "keys": keys_for(),
            "crumbs": _crumbs(person, _("Version %(n)s") % {"n": version.number}),
        }
        return render(request, "portal/operator/plan.html", context)

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Put one of the two signatures, once."""
        version, keys = self._version(pk), sent_keys(request)
        by = self.operator_for(version.plan.case_file.participant)
        means = request.POST.get("means", "")
        whose = "person" if "person" in request.POST else "operator"
        if whose == "person" and means not in Means.values:
            raise Http404
        try:
            once(
                keys.key,
                by=self.visitor.user,
                body={"version": version.pk, "whose": whose, "means": means},
                do=lambda: (
                    plans.sign_as_participant(
                        version, means=Means(means), by=by, on=self.visitor.on
                    )
                    if whose == "person"
                    else plans.sign_as_operator(version, by=by, on=self.visitor.on)
                ),
            )
            messages.success(request, _("The signature is written down."))
        except ValidationError as wrong:
            messages.error(request, " ".join(wrong.messages))
        except KeyReused:
            messages.error(request, _("This form was used before. Reload the page."))
        return HttpResponseRedirect(reverse("plan", args=[version.pk]))

    def _version(self, pk: str) -> ActionPlanVersion:
        rows = ActionPlanVersion.objects.visible_to(self.visitor.user, on=self.visitor.on)
        related = rows.select_related("plan__case_file__participant__partner")
        version: ActionPlanVersion | None = related.filter(pk=pk).first()
        if version is None:
            raise Http404
        return version


def _versions(person: Participant) -> Any:
    return ActionPlanVersion.objects.as_system().filter(plan__case_file__participant=person)


def _files(person: Participant) -> list[CaseFile]:
    rows = CaseFile.objects.as_system().filter(participant=person, closed_on=None)
    return list(rows.select_related("operation", "participant"))


def _initial(content: PlanContent) -> dict[str, Any]:
    """Return the last version's words, where the next one begins."""
    start: dict[str, Any] = {
        "needs": "\n".join(content.needs),
        "goals": "\n".join(content.goals),
        "review_on": content.review_on,
    }
    for number, step in enumerate(content.steps[:ROWS], start=1):
        start |= {
            f"step_{number}": step.description,
            f"service_{number}": step.service,
            f"from_{number}": step.starts_on,
            f"to_{number}": step.ends_on,
        }
    return start


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _crumbs(person: Participant, here: str) -> list[Crumb]:
    return [
        Crumb(_("Persons"), reverse("persons")),
        Crumb(person.pseudonym, reverse("person", args=[person.pk])),
        Crumb(here),
    ]
