"""“What if I pay more, earlier or later”: a calculation for the borrower; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from microcredit import what_if
from microcredit.models import Loan
from microcredit.standing import standing
from microcredit.states import REPAYING
from microcredit.versions import payouts
from microcredit.what_if import Ahead, Borrowed
from portal.components import Fact
from portal.fields import AmountField, DayField
from portal.loans.own import OwnLoanMixin
from portal.templatetags.percorsi import day, money
from programme.money import to_cents

END, ONCE, MONTHLY, LATER = "tutto", "una-volta", "ogni-mese", "dopo"
WAYS = [
    (END, gettext_lazy("I pay all that is left")),
    (ONCE, gettext_lazy("I pay a sum more, once")),
    (MONTHLY, gettext_lazy("I pay more every month")),
    (LATER, gettext_lazy("I skip one instalment")),
]


class TryForm(forms.Form):
    """What one would like to try; the day is today unless another one is written."""

    prova = forms.ChoiceField(
        label=gettext_lazy("What do you want to try?"),
        choices=WAYS,
        widget=forms.RadioSelect,
        initial=END,
    )
    quanto = AmountField(
        label=gettext_lazy("How much (€)"),
        required=False,
        help_text=gettext_lazy("Only if you pay a sum more, once or every month."),
    )
    giorno = DayField(
        label=gettext_lazy("On which day"),
        required=False,
        help_text=gettext_lazy("Only if you pay all, or once. If you write nothing: today."),
    )

    def __init__(self, *args: Any, loan: Borrowed, **kwargs: Any) -> None:
        """Take the loan that is tried on."""
        super().__init__(*args, **kwargs)
        self.loan = loan

    def clean_quanto(self) -> int | None:
        """Return the sum in cents, if there is one."""
        typed = self.cleaned_data["quanto"]
        return None if typed is None else to_cents(typed)

    def clean_giorno(self) -> date:
        """Return the day; a past day cannot be tried."""
        on: date = self.cleaned_data["giorno"] or self.loan.standing.on
        if on < self.loan.standing.on:
            raise forms.ValidationError(_("This day has passed: choose today or a later one."))
        return on

    def clean(self) -> dict[str, Any]:
        """Ask for a sum where one is needed, and for more than what is due anyway."""
        told = super().clean() or self.cleaned_data
        if self.errors or told["prova"] not in (ONCE, MONTHLY):
            return told
        if not told["quanto"]:
            self.add_error("quanto", _("Write how much more you would pay."))
        elif told["prova"] == ONCE:
            self._more_than_due(told["quanto"], told["giorno"])
        return told

    def _more_than_due(self, cents: int, on: date) -> None:
        due = what_if.due_first(self.loan, on=on)
        if cents <= due:
            words = _("By that day %(amount)s is due anyway: write more than that.")
            self.add_error("quanto", words % {"amount": money(due)})


@dataclass(frozen=True)
class Answer:
    """One way in which it could go on: a title and its lines."""

    title: str
    lines: list[Fact]
    note: str = ""


class TryLoan(OwnLoanMixin):
    """Lets the borrower try; the answer is a calculation, its address can be kept."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the form, and the answer when something was asked."""
        loan = self.own_loan(pk)
        if loan.state not in REPAYING:
            raise Http404
        now = borrowed(loan, on=self.visitor.on)
        form = TryForm(request.GET, loan=now) if "prova" in request.GET else TryForm(loan=now)
        asked = form.is_bound and form.is_valid()
        context = {
            "loan": loan,
            "form": form,
            "answers": _answers(now, form.cleaned_data) if asked else [],
            "planned": _lines(what_if.as_planned(now)),
        }
        return render(request, "portal/loans/what_if.html", context)


def borrowed(loan: Loan, *, on: date) -> Borrowed:
    """Return a loan as a simulation sees it; Http404 while nothing is paid out."""
    paid_out = payouts(loan)
    now = standing(loan, on=on)
    if not paid_out or not now.instalments or not now.owed:
        raise Http404
    return Borrowed(now, loan.product_in_force, paid_out[0].on)


def _answers(loan: Borrowed, told: dict[str, Any]) -> list[Answer]:
    ways: dict[str, Callable[[Borrowed, dict[str, Any]], list[Answer]]] = {
        END: _ending,
        ONCE: _once,
        MONTHLY: _monthly,
        LATER: _later,
    }
    return ways[told["prova"]](loan, told)


def _ending(loan: Borrowed, told: dict[str, Any]) -> list[Answer]:
    found = what_if.to_end_it(loan, on=told["giorno"])
    interest = found.overdue_interest + found.accrued_interest
    return [
        Answer(
            _("To end the loan on %(day)s") % {"day": day(found.on)},
            [
                Fact(_("You pay"), money(found.total)),
                Fact(_("of it principal"), money(found.principal)),
                Fact(_("of it interest up to that day"), money(interest)),
                Fact(_("You save"), money(_saved(loan, found.total))),
            ],
            _("If no other payment arrives before that day."),
        )
    ]


def _once(loan: Borrowed, told: dict[str, Any]) -> list[Answer]:
    cents, on = told["quanto"], told["giorno"]
    ends = what_if.to_end_it(loan, on=on).total
    if cents >= ends:
        return _ending(loan, told)
    ways = (
        (_("The loan ends earlier, the instalment stays"), what_if.fewer_instalments),
        (_("The instalments are lower, the end stays"), what_if.lower_instalments),
    )
    return [_compared(loan, title, way(loan, cents, on=on), now=cents) for title, way in ways]


def _monthly(loan: Borrowed, told: dict[str, Any]) -> list[Answer]:
    found = what_if.more_every_month(loan, told["quanto"])
    return [_compared(loan, _("With higher instalments"), found)]


def _later(loan: Borrowed, told: dict[str, Any]) -> list[Answer]:
    found = _compared(
        loan, _("If the office agrees to a pause of one month"), what_if.one_later(loan)
    )
    words = _(
        "Without an agreement the instalment is late from its day on. Ask before it is due: "
        "your operator helps you."
    )
    return [Answer(found.title, found.lines, words)]


def _compared(loan: Borrowed, title: str, found: Ahead, *, now: int = 0) -> Answer:
    saved = _saved(loan, found.total + now)
    word, cents = (_("You save"), saved) if saved >= 0 else (_("It costs you more"), -saved)
    return Answer(title, [*_lines(found), Fact(word, money(cents))])


def _saved(loan: Borrowed, cents: int) -> int:
    return what_if.as_planned(loan).total - cents


def _lines(found: Ahead) -> list[Fact]:
    return [
        Fact(_("Instalments left"), str(found.count)),
        Fact(_("Instalment"), money(found.instalment)),
        Fact(_("Last instalment"), day(found.last)),
        Fact(_("Still to pay in all"), money(found.total)),
    ]
