"""Applying, in a few short steps: what is needed, permit, referral, look once more, receipt."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from documents import evidence
from dote.models import Dote
from dote.states import DoteState
from lifecycle import engine
from lifecycle.errors import KeyReused, Refused
from people import case_files
from people.languages import Language
from people.models import Consent
from portal.errors import conflict
from portal.form_refusals import UNPROCESSABLE, add_file_error, add_refusal
from portal.keys import FormKeys, keys_for, sent_keys
from portal.once import once
from portal.participant.own import OwnMixin
from portal.participant.situation import calls_for, standing_of
from programme.models import Call

NOTICE_VERSION = "1"
"""The version of the privacy notice that these pages show."""

STEPS = (
    ("apply", gettext_lazy("What you need")),
    ("apply_permit", gettext_lazy("Permit")),
    ("apply_referral", gettext_lazy("Referral")),
    ("apply_review", gettext_lazy("Check and send")),
)


class BeginForm(forms.Form):
    """Which call, and the privacy notice where it was not read before."""

    call = forms.ChoiceField(label=gettext_lazy("What you apply for"), widget=forms.RadioSelect)
    notice = forms.BooleanField(
        label=gettext_lazy("I have read, or somebody has read to me, how my data are protected.")
    )

    def __init__(self, *args: Any, calls: list[Call], has_read: bool, **kwargs: Any) -> None:
        """Offer the open calls; ask for the notice only once."""
        super().__init__(*args, **kwargs)
        self.fields["call"] = forms.ChoiceField(
            label=_("What you apply for"),
            choices=[(call.pk, call.title) for call in calls],
            widget=forms.RadioSelect,
            initial=calls[0].pk if calls else None,
        )
        self.order_fields(["call", "notice"])
        if has_read:
            del self.fields["notice"]


class FileForm(forms.Form):
    """One document, photographed or chosen."""

    file = forms.FileField(
        label=gettext_lazy("Photo or PDF"),
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,.pdf", "capture": "environment"}
        ),
        error_messages={
            "required": gettext_lazy("Take the photo first, or choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )


class Apply(OwnMixin):
    """Says what is needed and opens the application."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what is needed, and the calls that are open."""
        return self._page(self._form(), keys_for())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open the application, with the privacy notice read where it was not yet."""
        form, keys = self._form(request.POST), sent_keys(request)
        if not form.is_valid():
            return self._page(form, keys, status=UNPROCESSABLE)
        begun = self._mine().filter(call=form.cleaned_data["call"], state=DoteState.DRAFT).first()
        try:
            dote = begun or self._open(form, keys)
        except Refused as refused:
            add_refusal(form, refused)
            return self._page(form, keys, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(reverse("apply_permit", args=[dote.pk]))

    @transaction.atomic
    def _open(self, form: BeginForm, keys: FormKeys) -> Dote:
        if form.cleaned_data.get("notice"):
            language = (get_language() or "it")[:2]
            case_files.give_consent(
                self.person,
                Consent.Kind.PRIVACY_NOTICE,
                version=NOTICE_VERSION,
                language=Language(language),
                by=self.actor,
                on=self.visitor.on,
            )
        call = Call.objects.select_related("operation").get(pk=form.cleaned_data["call"])
        return engine.begin(
            Dote,
            by=self.visitor.user,
            on=self.visitor.on,
            key=keys.key,
            call=call,
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
        return calls_for(self.person, self._under_way(), on=self.visitor.on)

    def _under_way(self) -> list[Dote]:
        """Return the dotes that keep one from applying again; a draft is gone on with."""
        return list(self._mine().exclude(state=DoteState.DRAFT))

    def _mine(self) -> QuerySet[Dote]:
        rows: QuerySet[Dote] = Dote.objects.visible_to(self.visitor.user, on=self.visitor.on)
        return rows.filter(participant=self.person)

    def _page(self, form: BeginForm, keys: FormKeys, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "keys": keys, "progress": progress(1)}
        return render(self.request, "portal/participant/apply.html", context, status=status)


class Attach(OwnMixin):
    """Takes one document of the application: the permit, or the referral."""

    kind: ClassVar[str] = "permit"
    number: ClassVar[int] = 2
    following: ClassVar[str] = "apply_referral"

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Ask for the document."""
        dote = self._draft(pk)
        return self._page(dote, FileForm(), keys_for(dote))

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Keep the document and go on; a file that cannot be taken is told under the field."""
        dote, keys = self._draft(pk), sent_keys(request)
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(dote, form, keys, status=UNPROCESSABLE)
        upload = form.cleaned_data["file"]
        try:
            once(
                keys.key,
                by=self.visitor.user,
                body={"dote": dote.pk, "kind": self.kind, "size": upload.size},
                do=lambda: evidence.keep(
                    upload,
                    kind=self.kind,
                    subject=dote,
                    participant=self.person,
                    by=self.actor,
                    on=self.visitor.on,
                ),
            )
        except ValidationError as wrong:
            add_file_error(form, wrong)
            return self._page(dote, form, keys, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(reverse(self.following, args=[dote.pk]))

    def _draft(self, pk: str) -> Dote:
        dote = self.own_dote(pk)
        if dote.state != DoteState.DRAFT:
            raise Http404
        return dote

    def _page(
        self, dote: Dote, form: FileForm, keys: FormKeys, *, status: int = 200
    ) -> HttpResponse:
        context = {
            "dote": dote,
            "form": form,
            "keys": keys,
            "kind": self.kind,
            "is_kept": self.kind in standing_of(dote).kept,
            "following": reverse(self.following, args=[dote.pk]),
            "progress": progress(self.number),
        }
        return render(self.request, "portal/participant/attach.html", context, status=status)


def progress(number: int) -> dict[str, Any]:
    """Return where one is among the short steps, for the row above the page."""
    return {"number": number, "of": len(STEPS), "label": STEPS[number - 1][1]}
