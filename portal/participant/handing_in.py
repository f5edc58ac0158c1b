"""Handing an application in: looked at once more, sent, and answered with its number."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from documents.models import DocumentRequest
from dote.models import Dote
from dote.states import DoteState
from lifecycle import engine
from lifecycle.errors import KeyReused, Refused, Stale
from portal.errors import conflict
from portal.form_refusals import UNPROCESSABLE, add_refusal
from portal.keys import FormKeys, keys_for, sent_keys
from portal.papers.lists import word_for
from portal.participant.application import progress
from portal.participant.own import OwnMixin
from portal.participant.situation import standing_of
from portal.refusals import changes_since


class Review(OwnMixin):
    """Shows the application once more, and hands it in."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show what will be sent, and what is still missing."""
        dote = self.own_dote(pk)
        if dote.state != DoteState.DRAFT:
            return HttpResponseRedirect(reverse("apply_receipt", args=[dote.pk]))
        return self._page(dote, forms.Form(), keys_for(dote))

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Hand the application in, or say all that is missing."""
        dote, keys = self.own_dote(pk), sent_keys(request)
        form = forms.Form(request.POST)
        form.is_valid()
        try:
            engine.perform(
                dote.submit,
                by=self.visitor.user,
                on=self.visitor.on,
                key=keys.key,
                version=keys.version,
            )
        except Refused as refused:
            add_refusal(form, refused)
            return self._page(dote, form, keys, status=UNPROCESSABLE)
        except Stale as stale:
            return conflict(request, changes=changes_since(stale), form=form, back=request.path)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(reverse("apply_receipt", args=[dote.pk]))

    def _page(
        self, dote: Dote, form: forms.Form, keys: FormKeys, *, status: int = 200
    ) -> HttpResponse:
        standing = standing_of(dote)
        papers = [
            (word_for(kind), kind not in standing.missing, reverse(address, args=[dote.pk]))
            for kind, address in (("permit", "apply_permit"), ("referral", "apply_referral"))
        ]
        context = {
            "dote": dote,
            "form": form,
            "keys": keys,
            "papers": papers,
            "is_complete": not standing.missing,
            "progress": progress(4),
        }
        return render(self.request, "portal/participant/review.html", context, status=status)


class Receipt(OwnMixin):
    """Says that the application was received: its number, its day, what follows."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the receipt, with its PDF as soon as it is made."""
        dote = self.own_dote(pk)
        if dote.submitted_on is None:
            raise Http404
        asked = DocumentRequest.objects.visible_to(self.visitor.user, on=self.visitor.on)
        receipts = asked.filter(subject=dote.label, paper="dote_receipt").select_related("document")
        request_row = receipts.first()
        context = {
            "dote": dote,
            "protocol": request_row.protocol if request_row else "",
            "document": getattr(request_row, "document", None),
        }
        return render(request, "portal/participant/receipt.html", context)
