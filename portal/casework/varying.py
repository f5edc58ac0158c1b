"""The page on which an operator writes the new plan of a variation: lines changed, ended, added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounting.models import Position
from dote.models import Dote, PricedPlan, ServiceLine
from dote.plan_rows import PlanRow
from dote.states import LineState
from dote.varying import granted_cents, live_lines, realised_cents
from lifecycle.engine import begin
from lifecycle.errors import KeyReused, Refused
from lifecycle.models import Variation
from lifecycle.procedures.variation.states import VariationState
from people.plans import signed_version
from people.roles import Role
from portal import case_pages
from portal.access import RolesMixin
from portal.casework.drafting import PlanForm, case_file_of
from portal.components import Column, Crumb, EmptyState, Fact, Kind, Records, Row
from portal.errors import conflict
from portal.fields import AmountField, DayField
from portal.form_refusals import UNPROCESSABLE
from portal.keys import FormKeys, keys_for, sent_keys
from portal.templatetags.percorsi import day, money
from programme.money import from_cents, to_cents

FIELDS = ("months", "monthly", "starts", "agreement")


class VariationForm(PlanForm):
    """What becomes of each service that is not over, and the services that are new.

    A running service changes its months only; one that has not begun can change in all, or end.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with each service as it stands."""
        super().__init__(*args, **kwargs)
        self.lines = list(live_lines(self.subject).values())
        for line in self.lines:
            self._ask_about(line)
        self.order_fields([name for name in self.fields if name.startswith("line_")])

    def clean(self) -> dict[str, Any]:
        """Refuse a service below what is payable, paid, claimed or being checked."""
        told = super().clean()
        if self.errors:
            return told
        kept = {row.line_id: row for row in self.rows(told) if row.line_id}
        for line in self.lines:
            self._refuse_below_realised(line, kept.get(line.pk))
        return told

    def rows(self, told: dict[str, Any]) -> list[PlanRow]:
        """Return the services that go on, as they are to be, and those that are new."""
        kept = [self._row(line, told) for line in self.lines if not told.get(f"line_end_{line.pk}")]
        return [*kept, *super().rows(told)]

    def _ask_about(self, line: ServiceLine) -> None:
        title = {"service": line.offer.title}
        self.fields[f"line_months_{line.pk}"] = forms.IntegerField(
            label=_("%(service)s: months in all") % title,
            min_value=1,
            max_value=line.offer.max_months,
            initial=line.months_count,
        )
        if line.state == LineState.RUNNING:
            return
        self.fields[f"line_monthly_{line.pk}"] = AmountField(
            label=_("%(service)s: a month (€)") % title,
            initial=from_cents(line.monthly_cents).amount,
        )
        self.fields[f"line_starts_{line.pk}"] = DayField(
            label=_("%(service)s: first day") % title, initial=line.starts_on
        )
        agreements: Any = self.fields[f"agreement_{line.offer_id}"]
        own = (line.agreement_id, f"{line.agreement.reference} · {line.agreement.provider.name}")
        others = [each for each in agreements.choices if each[0] not in ("", line.agreement_id)]
        self.fields[f"line_agreement_{line.pk}"] = forms.ChoiceField(
            label=_("%(service)s: agreement") % title,
            choices=[own, *others],
            initial=line.agreement_id,
        )
        self.fields[f"line_end_{line.pk}"] = forms.BooleanField(
            label=_("%(service)s: leave it out") % title, required=False
        )

    def _row(self, line: ServiceLine, told: dict[str, Any]) -> PlanRow:
        asked: dict[str, Any] = {name: told.get(f"line_{name}_{line.pk}") for name in FIELDS}
        row = PlanRow(
            offer_id=line.offer_id,
            line_id=line.pk,
            months=asked["months"] or line.months_count,
            monthly_cents=line.monthly_cents,
            starts_on=line.starts_on,
            agreement_id=line.agreement_id,
        )
        if line.state == LineState.RUNNING:
            return row
        return replace(
            row,
            monthly_cents=to_cents(asked["monthly"]),
            starts_on=asked["starts"],
            agreement_id=asked["agreement"],
        )

    def _refuse_below_realised(self, line: ServiceLine, row: PlanRow | None) -> None:
        done = realised_cents(line)
        if (row.cents if row else 0) < done:
            self.add_error(
                f"line_months_{line.pk}",
                _("%(realised)s of it is paid, claimed or being checked: it does not go below.")
                % {"realised": money(done)},
            )


class DraftVariation(RolesMixin):
    """Writes the new plan; a new version supersedes the one before, until it is submitted."""

    roles = (Role.OPERATOR,)

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the services as they stand, with their ceilings, and ask for what changes."""
        variation, dote = self._found(pk)
        return self._page(variation, dote, VariationForm(subject=dote), keys_for())

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Keep the version and show its table, or say what cannot be; what was typed stays."""
        variation, dote = self._found(pk)
        keys, form = sent_keys(request), VariationForm(request.POST, subject=dote)
        version = signed_version(case_file_of(dote))
        if version is None:
            form.add_error(None, _("The action plan is not signed by both yet."))
        if version is None or not form.is_valid():
            return self._page(variation, dote, form, keys, status=UNPROCESSABLE)
        try:
            begin(
                PricedPlan,
                by=self.visitor.user,
                on=self.visitor.on,
                key=keys.key,
                dote=dote,
                plan_version=version,
                rows=[row.plain() for row in form.rows(form.cleaned_data)],
            )
        except Refused as refused:
            if refused.forbidden:
                raise PermissionDenied(str(refused)) from refused
            for obstacle in refused.obstacles:
                form.add_error(None, obstacle.sentence)
            return self._page(variation, dote, form, keys, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(case_pages.address_of(variation))

    def _found(self, pk: str) -> tuple[Variation, Dote]:
        rows = Variation.objects.visible_to(self.visitor.user, on=self.visitor.on)
        variation = rows.filter(pk=pk, state=VariationState.DRAFT).first()
        if variation is None or not isinstance(variation.root, Dote):
            raise Http404
        return variation, variation.root

    def _page(
        self,
        variation: Variation,
        dote: Dote,
        form: VariationForm,
        keys: FormKeys,
        *,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            "variation": variation,
            "dote": dote,
            "form": form,
            "keys": keys,
            "lines": lines_as_they_stand(form.lines),
            "facts": sums_of(dote),
            "services": ceilings_of(dote),
            "back": case_pages.address_of(variation),
            "crumbs": [
                Crumb(dote.reference, reverse("dote", args=[dote.pk])),
                Crumb(str(variation), case_pages.address_of(variation)),
                Crumb(_("Write the new plan")),
            ],
        }
        return render(self.request, "portal/casework/draft_variation.html", context, status=status)


def lines_as_they_stand(lines: Sequence[ServiceLine]) -> Records:
    """Return each service with what was awarded, and below what it cannot go."""
    return Records(
        [
            Column(_("Service"), is_title=True),
            Column(_("State")),
            Column(_("Plan")),
            Column(_("From"), Kind.DATE),
            Column(_("Awarded"), Kind.MONEY),
            Column(_("Paid, claimed or being checked"), Kind.MONEY),
            Column(_("Can be given back"), Kind.MONEY),
        ],
        [
            Row(
                [
                    line.offer.title,
                    line.get_state_display(),
                    f"{line.months_count} × {money(line.monthly_cents)}",
                    line.starts_on,
                    line.awarded_cents,
                    done,
                    line.awarded_cents - done,
                ]
            )
            for line in lines
            for done in (realised_cents(line),)
        ],
        caption=_("Services that are not over"),
        empty=EmptyState(_("Every service is over.")),
    )


def sums_of(dote: Dote) -> list[Fact]:
    """Return what is granted, the ceiling, and until when there is time."""
    granted, ceiling = granted_cents(dote), dote.ceiling_cents or 0
    return [
        Fact(_("Granted now"), str(money(granted))),
        Fact(_("Ceiling of the dote"), str(money(ceiling))),
        Fact(_("Room below the ceiling"), str(money(ceiling - granted))),
        Fact(_("The operation pays until"), str(day(dote.operation.eligible_to))),
    ]


def ceilings_of(dote: Dote) -> Records:
    """Return what each service can come to, and what is left on its budget line."""
    held = {
        (each.line_id, each.fund_id): each.available_cents
        for each in Position.objects.filter(operation=dote.operation_id, partner=dote.partner_id)
    }
    return Records(
        [
            Column(_("Service"), is_title=True),
            Column(_("Fund")),
            Column(_("Ceiling"), Kind.MONEY),
            Column(_("Months at most"), Kind.INTEGER),
            Column(_("Left on the budget line"), Kind.MONEY),
        ],
        [
            Row(
                [
                    offer.title,
                    str(offer.fund),
                    to_cents(offer.ceiling),
                    offer.max_months,
                    held.get((offer.line_id, offer.fund_id), 0),
                ]
            )
            for offer in dote.call.offers.with_funding()
        ],
        caption=_("What the call offers"),
    )
