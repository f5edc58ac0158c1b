"""Keeps an electronic invoice: read first, compared with all that is known, then stored."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from audit import envelope
from audit.labels import label
from documents import evidence, vault
from documents.evidence import Upload
from documents.invoices.fattura import LARGEST, Fattura, FatturaFile, read_file
from documents.invoices.refused import InvoiceRefused, refused
from documents.models import Evidence, Invoice
from people import keys
from people.actors import Actor
from people.models import Participant

KIND = "invoice"


class _Again:
    """What is handed on to the register of evidence: the bytes that were read and found good."""

    def __init__(self, name: str | None, content: bytes) -> None:
        self.name = name
        self.size = len(content)
        self._stream = io.BytesIO(content)

    def read(self, count: int = -1, /) -> bytes:
        """Return at most so many bytes."""
        return self._stream.read(count)


@dataclass(frozen=True)
class Known:
    """An invoice that is already there: which, and whether it was found as the same file."""

    invoice: Invoice
    same_file: bool


def keep(
    upload: Upload,
    *,
    subject: models.Model,
    participant: Participant | None,
    by: Actor,
    on: date,
    partner: Any = None,
    operation: Any = None,
) -> list[Invoice]:
    """Read, compare and store the invoices of a file about a subject; return their rows.

    Raises InvoiceRefused, with nothing stored, for a file that is no readable invoice, and for
    one that anybody has handed in before: it does not say who, which may be another office's.
    """
    content = upload.read(LARGEST + 1)
    found = read_file(content)
    if known(content, found):
        raise already_known()
    with _once(), transaction.atomic():
        kept = evidence.keep(
            _Again(upload.name, content),
            kind=KIND,
            subject=subject,
            participant=participant,
            partner=partner,
            operation=operation,
            by=by,
            on=on,
            issued_on=found.invoices[0].issued_on,
            amount_cents=max(0, sum(invoice.total_cents for invoice in found.invoices)),
        )
        rows = [
            _row(invoice, kept, place, found)
            for place, invoice in enumerate(found.invoices, start=1)
        ]
        Invoice.objects.bulk_create(rows)
    return rows


def known(content: bytes, found: FatturaFile) -> list[Known]:
    """Return every invoice of a file that is in the register, over all cases and operations.

    Found as the same file, as the same XML in another envelope, or by supplier, number and day.
    It passes the door as the system: show no more of it than the person asking may see.
    """
    everything = Invoice.objects.as_system()
    same = everything.filter(
        models.Q(content_mark=_mark(found))
        | models.Q(evidence__sha256=hashlib.sha256(content).hexdigest())
    )
    by_file = [Known(row, same_file=True) for row in same.order_by("id")]
    return by_file or [Known(row, same_file=False) for row in _by_name(found.invoices)]


def number_key(number: str) -> str:
    """Return a number as it is compared: capitals, no spaces, no zeros before a number."""
    plain = "".join(number.upper().split())
    return plain.lstrip("0") or plain


def parties(invoice: Invoice) -> dict[str, str]:
    """Return ``supplier_name`` and ``customer`` (a number); KeyDestroyed after erasure."""
    sealed, place = bytes(invoice.parties), f"{label(invoice)}/parties"
    plain = vault.unseal(sealed, participant=invoice.evidence.participant, place=place)
    found: dict[str, str] = json.loads(plain)
    return found


def already_known() -> InvoiceRefused:
    """Return the refusal of an invoice that somebody has handed in before."""
    return refused("known", _("This invoice is already known: it cannot be used twice."))


def _by_name(invoices: Sequence[Fattura]) -> list[Invoice]:
    wanted = models.Q()
    for invoice in invoices:
        wanted |= models.Q(
            supplier=invoice.supplier.number,
            number_key=number_key(invoice.number),
            issued_on=invoice.issued_on,
        )
    return list(Invoice.objects.as_system().filter(wanted).order_by("id"))


@contextmanager
def _once() -> Iterator[None]:
    """Say the same to whoever comes second in the same instant: the database keeps the first."""
    try:
        yield
    except IntegrityError as error:
        raise already_known() from error


def _mark(found: FatturaFile) -> str:
    """Return what tells the same XML again, and nothing about it without the house key."""
    fingerprint = hashlib.sha256(found.xml).hexdigest()
    return envelope.commitment(fingerprint, key=keys.house(), context="documents.invoice/content")


def _row(invoice: Fattura, kept: Evidence, place: int, found: FatturaFile) -> Invoice:
    row = Invoice(
        evidence=kept,
        place=place,
        content_mark=_mark(found),
        signatures=found.signatures,
        supplier=invoice.supplier.number,
        kind=invoice.kind,
        number=invoice.number,
        number_key=number_key(invoice.number),
        issued_on=invoice.issued_on,
        total_cents=invoice.total_cents,
        taxable_cents=invoice.taxable_cents,
        tax_cents=invoice.tax_cents,
        withheld_cents=invoice.withheld_cents,
        cups=list(invoice.cups),
        cigs=list(invoice.cigs),
    )
    named = {"supplier_name": invoice.supplier.name, "customer": invoice.customer.number}
    row.parties = vault.seal(
        json.dumps(named).encode(),
        participant=kept.participant,
        place=f"{label(row)}/parties",
    )
    return row
