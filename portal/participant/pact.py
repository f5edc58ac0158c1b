"""Signing the pact: its content in words, sums and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from documents.models import DocumentRequest
from dote.models import Dote, ServiceLine
from dote.models.offer import Payee
from dote.states import DoteState
from lifecycle import engine
from lifecycle.errors import KeyReused, Refused, Stale
from lifecycle.procedures.signing import ALONE
from portal.errors import conflict
from portal.form_refusals import UNPROCESSABLE, add_refusal
from portal.keys import FormKeys, keys_for, sent_keys
from portal.participant.own import OwnMixin
from portal.participant.signing import SignForm
from portal.refusals import changes_since

"""How the pact was signed: alone, in one's own account, with code or password."""


@dataclass(frozen=True)
class Pledge:
    """One service of the pact: what, how much a month, for how long, paid to whom."""

    name: str
    monthly_cents: int
    cents: int
    months: int
    starts_on: date
    ends_on: date
    to_person: bool


class Pact(OwnMixin):
    """Shows the pact and takes the signature."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show what is signed; a signed pact stays readable here."""
        dote = self._awarded(pk)
        return self._page(dote, SignForm(request=request), keys_for(dote))

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Sign; the pact that is signed is the one that was shown, or nothing happens."""
        dote, keys = self._awarded(pk), sent_keys(request)
        form = SignForm(request.POST, request=request)
        if not form.is_valid():
            return self._page(dote, form, keys, status=UNPROCESSABLE)
        try:
            engine.perform(
                dote.sign,
                by=self.visitor.user,
                on=self.visitor.on,
                key=keys.key,
                version=keys.version,
                means=ALONE,
            )
        except Refused as refused:
            add_refusal(form, refused)
            return self._page(dote, form, keys, status=UNPROCESSABLE)
        except Stale as stale:
            return conflict(request, changes=changes_since(stale), form=form, back=request.path)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(reverse("own_pact", args=[dote.pk]))

    def _awarded(self, pk: str) -> Dote:
        dote = self.own_dote(pk)
        if dote.awarded_on is None:
            raise Http404
        return dote

    def _page(
        self, dote: Dote, form: SignForm, keys: FormKeys, *, status: int = 200
    ) -> HttpResponse:
        papers = DocumentRequest.objects.visible_to(self.visitor.user, on=self.visitor.on)
        pacts = papers.filter(subject=dote.label, paper__in=["dote_pact", "dote_pact_signed"])
        newest = pacts.select_related("document").order_by("-id").first()
        context = {
            "dote": dote,
            "form": form,
            "keys": keys,
            "pledges": _pledges(dote),
            "document": getattr(newest, "document", None),
            "can_sign": dote.state == DoteState.AWARDED
            and (dote.sign_by is None or self.visitor.on <= dote.sign_by),
            "is_late": dote.state == DoteState.AWARDED
            and dote.sign_by is not None
            and self.visitor.on > dote.sign_by,
        }
        return render(self.request, "portal/participant/pact.html", context, status=status)


def _pledges(dote: Dote) -> list[Pledge]:
    lines = ServiceLine.objects.as_system().filter(dote=dote).select_related("offer")
    return [
        Pledge(
            name=line.offer.title,
            monthly_cents=line.monthly_cents,
            cents=line.awarded_cents,
            months=line.months_count,
            starts_on=line.starts_on,
            ends_on=line.ends_on,
            to_person=line.offer.payee == Payee.PARTICIPANT,
        )
        for line in lines.order_by("id")
    ]
