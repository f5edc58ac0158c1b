"""The contract as its borrower reads and signs it, alone, in their own account."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from documents.models import DocumentRequest
from lifecycle import engine
from lifecycle.errors import KeyReused, Refused, Stale
from lifecycle.procedures.signing import ALONE
from microcredit.models import Loan
from microcredit.planning import quote
from microcredit.states import LoanState
from portal.errors import conflict
from portal.form_refusals import UNPROCESSABLE, add_refusal
from portal.keys import FormKeys, keys_for, sent_keys
from portal.loans.own import OwnLoanMixin
from portal.participant.signing import SignForm
from portal.refusals import changes_since

PAPERS = ("loan_contract", "loan_contract_signed", "loan_information")


class OwnContract(OwnLoanMixin):
    """Shows what is promised and what it costs in all, and takes the signature."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show what is signed; a signed contract stays readable here."""
        loan = self._approved(pk)
        return self._page(loan, SignForm(request=request), keys_for(loan))

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Sign; the contract that is signed is the one that was shown, or nothing happens."""
        loan, keys = self._approved(pk), sent_keys(request)
        form = SignForm(request.POST, request=request)
        if not form.is_valid():
            return self._page(loan, form, keys, status=UNPROCESSABLE)
        try:
            self._sign(loan, keys)
        except Refused as refused:
            add_refusal(form, refused)
            return self._page(loan, form, keys, status=UNPROCESSABLE)
        except Stale as stale:
            return conflict(request, changes=changes_since(stale), form=form, back=request.path)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(reverse("own_contract", args=[loan.pk]))

    def _sign(self, loan: Loan, keys: FormKeys) -> None:
        engine.perform(
            loan.sign,
            by=self.visitor.user,
            on=self.visitor.on,
            key=keys.key,
            version=keys.version,
            means=ALONE,
        )

    def _approved(self, pk: str) -> Loan:
        loan = self.own_loan(pk)
        if loan.approved_on is None:
            raise Http404
        return loan

    def _page(
        self, loan: Loan, form: SignForm, keys: FormKeys, *, status: int = 200
    ) -> HttpResponse:
        until = loan.sign_by if loan.state == LoanState.APPROVED else None
        found = quote(
            loan.product_in_force,
            cents=loan.approved_cents or 0,
            months=loan.approved_months or 1,
            on=loan.contracted_on or self.visitor.on,
        )
        context = {
            "loan": loan,
            "form": form,
            "keys": keys,
            "quote": found,
            "papers": self._papers(loan),
            "can_sign": until is not None and self.visitor.on <= until,
            "is_late": until is not None and self.visitor.on > until,
        }
        return render(self.request, "portal/loans/contract.html", context, status=status)

    def _papers(self, loan: Loan) -> list[DocumentRequest]:
        """Return contract and European sheet, as far as they are printed."""
        asked = DocumentRequest.objects.visible_to(self.visitor.user, on=self.visitor.on)
        rows = asked.filter(subject=loan.label, paper__in=PAPERS, document__isnull=False)
        return list(rows.select_related("document").order_by("-id"))
