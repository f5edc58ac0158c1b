"""Reports a month in one go: the file, and the days or the rent, all of it or nothing."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.labels import label
from documents import evidence
from documents.models import Evidence
from dote.models import Dote, Month
from dote.models.offer import PaymentRule, ServiceKind
from dote.month_guards import MOST_HOURS
from lifecycle import engine
from people.roles import Role
from portal.fields import AmountField
from portal.keys import FormKeys
from portal.month_calendar import days_of, working_days
from portal.papers.lists import MONTH_EVIDENCE
from portal.templatetags.percorsi import day
from portal.visitors import Visitor
from programme.money import to_cents

REPORTING = (Role.PARTICIPANT, Role.OPERATOR)


class MonthForm(forms.Form):
    """Asks for the file of a month, and for what its kind of service wants."""

    file = forms.FileField(
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,.pdf", "capture": "environment"}
        ),
        error_messages={
            "required": gettext_lazy("Add the file: a photo or a PDF."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def __init__(self, *args: Any, month: Month, **kwargs: Any) -> None:
        """Offer a file that was sent before, where there is one."""
        super().__init__(*args, **kwargs)
        self.month = month
        self.rule = month.line.offer.payment_rule
        self.is_internship = self.rule is PaymentRule.ATTENDANCE
        self.kept = list(evidence.about(month.label).order_by("-id"))
        self.fields["file"].label = self._file_label()
        self.fields["file"].required = not self.kept
        if self.kept:
            self.fields["kept"] = forms.ChoiceField(
                label=_("A file that was sent before"),
                required=False,
                choices=[("", _("none of these")), *((row.pk, _named(row)) for row in self.kept)],
            )
        asks = {
            PaymentRule.ATTENDANCE: self._ask_for_days,
            PaymentRule.HOURS: self._ask_for_hours,
            PaymentRule.RECEIPT: self._ask_for_the_sum,
        }
        if self.rule in asks:
            asks[self.rule]()

    def clean(self) -> dict[str, Any]:
        """Refuse a month without its file."""
        told: dict[str, Any] = super().clean() or {}
        if not self.errors.get("file") and not (told.get("file") or told.get("kept")):
            self.add_error("file", _("Add the file: a photo or a PDF."))
        return told

    @property
    def kept_field(self) -> Any:
        """Return the choice of a file that was sent before."""
        return self["kept"]

    @property
    def ticked(self) -> set[str]:
        """Return the days that are ticked, also on a form that was refused."""
        return set(self["days"].value() or ()) if self.is_internship else set()

    @property
    def facts(self) -> dict[str, Any]:
        """Return what the step is told beside the file."""
        told = self.cleaned_data
        if self.is_internship:
            return {"days": sorted(told["days"]), "expected": told["expected"]}
        if self.rule is PaymentRule.HOURS:
            return {"hours": told["hours"]}
        return {"cents": to_cents(told["cents"])} if "cents" in told else {}

    @property
    def sums(self) -> list[Any]:
        """Return the fields for what the paper shows: days expected, hours, or the sum."""
        return [self[name] for name in ("expected", "hours", "cents") if name in self.fields]

    def _file_label(self) -> str:
        if self.is_internship:
            return _("Photo or PDF of the signed register")
        return _("Photo or PDF of the receipt")

    def _ask_for_days(self) -> None:
        length = len(days_of(self.month))
        self.fields["days"] = forms.MultipleChoiceField(
            label=_("Days attended"),
            required=False,
            choices=[(each.isoformat(), day(each)) for each in days_of(self.month)],
            widget=forms.CheckboxSelectMultiple,
            initial=list(self.month.declared),
        )
        self.fields["expected"] = forms.IntegerField(
            label=_("Days that were expected"),
            min_value=1,
            max_value=length,
            initial=self.month.expected_days or working_days(self.month),
            help_text=_("From the training project. At the start: Monday to Friday."),
        )

    def _ask_for_hours(self) -> None:
        self.fields["hours"] = forms.DecimalField(
            label=_("Hours on the register"),
            min_value=Decimal("0.25"),
            max_value=MOST_HOURS,
            max_digits=6,
            decimal_places=2,
            localize=True,
            initial=self.month.declared_hours,
        )

    def _ask_for_the_sum(self) -> None:
        cents = self.month.declared_cents
        is_rent = self.month.line.offer.kind == ServiceKind.RENT
        self.fields["cents"] = AmountField(
            label=_("Rent paid (€)") if is_rent else _("Amount paid (€)"),
            initial=None if cents is None else Decimal(cents) / 100,
            help_text=_("The sum on the receipt."),
        )


def report(form: MonthForm, *, visitor: Visitor, keys: FormKeys) -> Month:
    """Keep the file and report the month in one transaction.

    Raises ValidationError for a file that cannot be taken; Refused, Stale and KeyReused as the
    engine does. Then nothing was kept, and nothing was reported.
    """
    month = form.month
    actor = visitor.actor(
        [role for role in REPORTING if role in visitor.roles], partner=month.dote.partner_id
    )
    if actor is None:
        raise PermissionDenied
    with transaction.atomic():
        # The case is the one lock: a second click waits here and then finds the first one's file.
        Dote.objects.as_system().select_for_update().get(pk=month.dote_id)
        row = _same_file(form) or evidence.keep(
            form.cleaned_data["file"],
            kind=MONTH_EVIDENCE,
            subject=month,
            participant=month.dote.participant,
            by=actor,
            on=visitor.on,
        )
        reported: Month = engine.perform(
            month.report,
            by=visitor.user,
            on=visitor.on,
            key=keys.key,
            version=keys.version,
            evidence=label(row),
            **form.facts,
        )
    return reported


def _same_file(form: MonthForm) -> Evidence | None:
    """Return the file that was chosen, when it is already kept about this month."""
    chosen = form.cleaned_data.get("kept")
    upload: UploadedFile | None = form.cleaned_data.get("file")
    if upload is None:
        return next((row for row in form.kept if row.pk == chosen), None)
    content = upload.read(settings.PERCORSI_LARGEST_UPLOAD + 1)
    upload.seek(0)
    same = evidence.about(form.month.label).filter(sha256=hashlib.sha256(content).hexdigest())
    return same.first()


def _named(row: Evidence) -> str:
    return _("sent on %(day)s") % {"day": day(row.kept_on)}
