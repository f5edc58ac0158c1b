"""Answers a thing that was asked for: the file or the words, kept and told in one go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from audit.labels import label
from documents import evidence
from lifecycle import engine, notes
from lifecycle.errors import KeyReused, Refused, Stale
from lifecycle.models import IntegrationItem
from people.roles import Role
from portal import case_pages
from portal.access import RolesMixin
from portal.errors import conflict
from portal.form_refusals import UNPROCESSABLE, add_file_error, add_refusal, ask_for_file_again
from portal.keys import FormKeys, keys_for, sent_keys
from portal.refusals import changes_since
from portal.visitors import Visitor

ANSWERING = (Role.PARTICIPANT, Role.OPERATOR)
EVIDENCE = "integration_answer"


class AnswerForm(forms.Form):
    """Asks for a file, or for words where words are what was asked for."""

    file = forms.FileField(
        label=_("Photo or PDF"),
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,.pdf", "capture": "environment"}
        ),
        error_messages={
            "required": _("Add the file: a photo or a PDF."),
            "empty": _("The file is empty."),
        },
    )
    words = forms.CharField(
        label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, item: IntegrationItem, **kwargs: Any) -> None:
        """Keep the one field that the thing wants."""
        super().__init__(*args, **kwargs)
        self.item = item
        self.in_words = item.thing.kind == item.thing.Kind.ANSWER
        del self.fields["file" if self.in_words else "words"]


class AnswerItem(RolesMixin):
    """One thing that was asked for, on a page for the telephone and for the desk."""

    roles = ANSWERING

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Say what is asked and what is accepted, and ask for it."""
        item = self._item(pk)
        return self._page(item, AnswerForm(item=item), keys_for(item))

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Keep the answer, both file and step or neither; what was typed stays."""
        item, keys = self._item(pk), sent_keys(request)
        form = AnswerForm(request.POST, request.FILES, item=item)
        if not form.is_valid():
            ask_for_file_again(form)
            return self._page(item, form, keys, status=UNPROCESSABLE)
        try:
            answer(form, visitor=self.visitor, keys=keys)
        except ValidationError as wrong:
            add_file_error(form, wrong)
        except Refused as refused:
            add_refusal(form, refused)
        except Stale as stale:
            return conflict(request, changes=changes_since(stale), form=form, back=request.path)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        else:
            return HttpResponseRedirect(self._back(item))
        ask_for_file_again(form)
        return self._page(item, form, keys, status=UNPROCESSABLE)

    def _item(self, pk: str) -> IntegrationItem:
        rows = IntegrationItem.objects.visible_to(self.visitor.user, on=self.visitor.on)
        item: IntegrationItem | None = (
            rows.select_related("thing", "request__participant").filter(pk=pk).first()
        )
        if item is None:
            raise Http404
        return item

    def _back(self, item: IntegrationItem) -> str:
        return case_pages.address_of(item.request, own=not self.visitor.is_staff)

    def _page(
        self, item: IntegrationItem, form: AnswerForm, keys: FormKeys, *, status: int = 200
    ) -> HttpResponse:
        closed = engine.obstacles(item.answer, by=self.visitor.user, on=self.visitor.on)
        if any(obstacle.forbidden for obstacle in closed):
            raise PermissionDenied(" ".join(obstacle.sentence for obstacle in closed))
        language = self.request.LANGUAGE_CODE if hasattr(self.request, "LANGUAGE_CODE") else "it"
        context = {
            "item": item,
            "title": item.thing.title_in(language),
            "accepted": item.thing.accepted_in(language),
            "why": notes.beside(item, "ask"),
            "form": form,
            "keys": keys,
            "closed": [obstacle.sentence for obstacle in closed],
            "back": self._back(item),
            "base": "portal/base.html"
            if self.visitor.is_staff
            else "portal/participant/frame.html",
        }
        return render(self.request, "portal/procedures/answer.html", context, status=status)


def answer(form: AnswerForm, *, visitor: Visitor, keys: FormKeys) -> IntegrationItem:
    """Keep what was given and tell the request of it, in one transaction.

    Raises ValidationError for a file that cannot be taken, Refused, Stale and KeyReused as the
    engine does; then nothing was kept.
    """
    item = form.item
    roles = [role for role in ANSWERING if role in visitor.roles]
    actor = visitor.actor(roles, partner=item.request.partner_id)
    if actor is None:
        raise PermissionDenied
    told: dict[str, Any] = {"means": "words"}
    with transaction.atomic():
        if not form.in_words:
            kept = evidence.keep(
                form.cleaned_data["file"],
                kind=EVIDENCE,
                subject=item,
                participant=item.request.participant,
                by=actor,
                on=visitor.on,
            )
            told = {"means": "document", "evidence": label(kept)}
        answered: IntegrationItem = engine.perform(
            item.answer,
            by=visitor.user,
            on=visitor.on,
            key=keys.key,
            version=keys.version,
            note=form.cleaned_data.get("words", ""),
            **told,
        )
    return answered
