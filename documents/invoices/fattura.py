"""What an electronic invoice says: supplier, number, date, amounts, CUP and CIG.

FatturaPA, ordinary format 1.2 and before (DM 55/2013; provvedimento AdE 30 April 2018). The
simplified format (FSM10) has another structure and is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from documents.invoices.envelope import opened
from documents.invoices.reading import Texts, walk
from documents.invoices.refused import refused
from programme.money import round_to_cents

LARGEST = 5_000_000
"""Bytes: the Exchange System takes no larger single file."""
MOST_IN_A_LOT = 200
SPACES = (
    "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/",
    "http://www.fatturapa.gov.it/sdi/fatturapa/",
)
SUPPLIER = "FatturaElettronicaHeader/CedentePrestatore/DatiAnagrafici"
CUSTOMER = "FatturaElettronicaHeader/CessionarioCommittente/DatiAnagrafici"
BODY = "FatturaElettronicaBody"
GENERAL = f"{BODY}/DatiGenerali/DatiGeneraliDocumento"
TOTALS = f"{BODY}/DatiBeniServizi/DatiRiepilogo"
WITHHELD = f"{GENERAL}/DatiRitenuta/ImportoRitenuta"
CAUSE = f"{GENERAL}/Causale"
DESCRIPTION = f"{BODY}/DatiBeniServizi/DettaglioLinee/Descrizione"
_LINKS = ("DatiOrdineAcquisto", "DatiContratto", "DatiConvenzione", "DatiRicezione")
CUPS = tuple(f"{BODY}/DatiGenerali/{link}/CodiceCUP" for link in _LINKS)
CIGS = tuple(f"{BODY}/DatiGenerali/{link}/CodiceCIG" for link in _LINKS)
NAMES = ("Anagrafica/Denominazione", "Anagrafica/Nome", "Anagrafica/Cognome")
TAX_NUMBER = ("IdFiscaleIVA/IdPaese", "IdFiscaleIVA/IdCodice", "CodiceFiscale")
DATED = f"{GENERAL}/Data"
WANTED = frozenset(
    [
        *(f"{SUPPLIER}/{name}" for name in (*TAX_NUMBER, *NAMES)),
        *(f"{CUSTOMER}/{name}" for name in TAX_NUMBER),
        *(f"{GENERAL}/{name}" for name in ("TipoDocumento", "Divisa", "Numero")),
        f"{GENERAL}/ImportoTotaleDocumento",
        *(f"{TOTALS}/{name}" for name in ("ImponibileImporto", "Imposta")),
        *CUPS,
        *CIGS,
        DATED,
        WITHHELD,
        CAUSE,
        DESCRIPTION,
        BODY,
    ]
)
_AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,8})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CUP_IN_TEXT = re.compile(r"\b[A-Z][0-9]{2}[A-Z][0-9]{11}\b")


@dataclass(frozen=True)
class Party:
    """Who sells or buys: country and VAT number, or the fiscal code where there is none."""

    number: str
    name: str = ""


@dataclass(frozen=True)
class Fattura:
    """One invoice of a file; amounts in cents, a credit note's as it writes them."""

    supplier: Party
    customer: Party
    kind: str
    number: str
    issued_on: date
    total_cents: int
    taxable_cents: int
    tax_cents: int
    withheld_cents: int
    cups: tuple[str, ...]
    """As the structure gives them, then as the texts name them: an invoice issued before the
    code was known is completed in its text."""
    cigs: tuple[str, ...]


@dataclass(frozen=True)
class FatturaFile:
    """A file as it was handed in: its invoices, and how often it was signed."""

    invoices: tuple[Fattura, ...]
    signatures: int
    xml: bytes


def read_file(content: bytes) -> FatturaFile:
    """Return the invoices of an XML file, plain or in its signed envelope.

    Raises InvoiceRefused with a sentence; nothing has been stored then.
    """
    if len(content) > LARGEST:
        raise refused("size", _("An electronic invoice has at most 5 MB."))
    xml, signatures = opened(content)
    root, texts = walk(xml, wanted=WANTED)
    _is_an_invoice(root)
    header = dict(text for text in reversed(texts) if not text[0].startswith(BODY))
    supplier, customer = _party(header, SUPPLIER), _party(header, CUSTOMER)
    if not supplier.number:
        raise refused("supplier", _("The invoice does not say who issued it."))
    bodies = list(_bodies(texts))
    if not 1 <= len(bodies) <= MOST_IN_A_LOT:
        raise refused("lot", _("The file has no invoice, or too many."))
    invoices = tuple(_invoice(body, supplier, customer) for body in bodies)
    return FatturaFile(invoices, signatures, xml)


def _is_an_invoice(root: tuple[str, str]) -> None:
    space, name = root
    if name == "FatturaElettronicaSemplificata":
        raise refused("simplified", _("Simplified invoices are not read: ask for an ordinary one."))
    if name != "FatturaElettronica" or not space.startswith(SPACES):
        raise refused("root", _("This XML is no electronic invoice."))


def _bodies(texts: Texts) -> Iterator[Texts]:
    """Yield the texts of each invoice: a body's own end closes it."""
    body: Texts = []
    for path, text in texts:
        if path == BODY:
            yield body
            body = []
        elif path.startswith(BODY):
            body.append((path, text))


def _invoice(body: Texts, supplier: Party, customer: Party) -> Fattura:
    first = dict(reversed(body))
    number = first.get(f"{GENERAL}/Numero", "")
    if not number:
        raise refused("number", _("The invoice has no number."))
    if first.get(f"{GENERAL}/Divisa") != "EUR":
        raise refused("currency", _("The invoice is not in euro."))
    taxable = _sum(body, f"{TOTALS}/ImponibileImporto")
    tax = _sum(body, f"{TOTALS}/Imposta")
    total = f"{GENERAL}/ImportoTotaleDocumento"
    return Fattura(
        supplier=supplier,
        customer=customer,
        kind=first.get(f"{GENERAL}/TipoDocumento", "")[:4],
        number=number[:40],
        issued_on=_day(first.get(DATED, "")),
        total_cents=_sum(body, total) if total in first else taxable + tax,
        taxable_cents=taxable,
        tax_cents=tax,
        withheld_cents=_sum(body, WITHHELD),
        cups=_codes(body, CUPS, named=True),
        cigs=_codes(body, CIGS),
    )


def _party(header: dict[str, str], place: str) -> Party:
    country, code, fiscal = (header.get(f"{place}/{name}", "") for name in TAX_NUMBER)
    names = [header.get(f"{place}/{name}", "") for name in NAMES]
    number = f"{country or 'IT'}{code or fiscal}".upper().replace(" ", "")
    return Party(number[:32] if code or fiscal else "", " ".join(filter(None, names)))


def _sum(body: Texts, place: str) -> int:
    return sum(_cents(text) for path, text in body if path == place)


def _cents(text: str) -> int:
    if not _AMOUNT.fullmatch(text):
        raise refused("amount", _("An amount of the invoice is not written as a number."))
    return int(round_to_cents(Decimal(text)) * 100)


def _day(text: str) -> date:
    try:
        if _DAY.match(text):
            return date.fromisoformat(text[:10])
    except ValueError:
        pass
    raise refused("day", _("The invoice does not say on which day it was issued."))


def _codes(body: Texts, places: tuple[str, ...], *, named: bool = False) -> tuple[str, ...]:
    found = [text.upper() for path, text in body if path in places and text]
    if named:
        texts = (text for path, text in body if path in (CAUSE, DESCRIPTION))
        found += [code for text in texts for code in _CUP_IN_TEXT.findall(text.upper())]
    return tuple(dict.fromkeys(code[:20] for code in found))
