"""Electronic invoices are read, plain and signed; hostile ones are refused, twins found."""

import tracemalloc
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Event
from documents.invoices import register
from documents.invoices.fattura import LARGEST, read_file
from documents.invoices.refused import InvoiceRefused
from documents.models import Evidence, Invoice
from people.actors import system_actor
from people.models import Participant
from tests.documents.hostile import P7M, PDF, png
from tests.documents.invoices import CIG, CUP, body, signed, xml
from tests.documents.samples import TODAY


def test_an_invoice_says_who_what_when_and_how_much() -> None:
    (found,) = read_file(xml()).invoices
    assert (found.supplier.number, found.supplier.name) == (
        "IT01234567890",
        "Ferramenta Invento & figli",
    )
    assert found.customer.number == "IT99999999990"
    assert (found.kind, found.number, found.issued_on) == ("TD01", "12/2026", date(2026, 5, 4))
    assert (found.total_cents, found.taxable_cents, found.tax_cents) == (1324_00, 1100_00, 224_00)
    assert (found.cups, found.cigs) == ((CUP,), (CIG,))


def test_without_a_printed_total_it_is_the_sum_of_taxable_and_tax() -> None:
    (found,) = read_file(xml(body(total=""))).invoices
    assert found.total_cents == 1324_00


def test_a_cup_that_only_the_text_names_is_found_as_well() -> None:
    other = "C31B20000030006"
    (found,) = read_file(xml(body(cause=f"fornitura cup {other}."))).invoices
    assert found.cups == (CUP, other)


def test_a_lot_gives_each_of_its_invoices() -> None:
    lot = xml(body(), body(number="13/2026", day="2026-06-01", cup="D41B20000030006"))
    first, second = read_file(lot).invoices
    assert (first.number, first.cups) == ("12/2026", (CUP,))
    assert (second.number, second.cups) == ("13/2026", ("D41B20000030006",))


@pytest.mark.parametrize("space", ["http://www.fatturapa.gov.it/sdi/fatturapa/v1.1"])
def test_older_formats_are_read_as_well(space: str) -> None:
    assert len(read_file(xml(space=space)).invoices) == 1


@pytest.mark.parametrize("elliptic", [False, True])
@pytest.mark.parametrize("options", ["Binary", "NoAttributes", "NoCapabilities"])
def test_a_signed_invoice_is_taken_out_of_its_envelope(elliptic: bool, options: str) -> None:
    found = read_file(signed(xml(), elliptic=elliptic, options=options))
    assert (found.signatures, found.xml) == (1, xml())


def test_an_invoice_signed_twice_over_is_opened_twice() -> None:
    assert read_file(signed(signed(xml()))).signatures == 2


def test_an_envelope_written_in_pieces_of_open_length_is_read() -> None:
    whole = signed(xml(body(more="<!-- " + "x" * 9000 + " -->")))
    content = in_pieces(whole)
    assert (whole[1] != 0x80, content[1]) == (True, 0x80)
    assert read_file(content).invoices[0].number == "12/2026"


def in_pieces(envelope: bytes) -> bytes:
    """Write an envelope as signers that stream do: lengths left open, the content in pieces."""
    kind, outer = parts(envelope)
    data = parts(outer)[0]
    version, digests, inner, *rest = parts(data)
    content_kind, content = parts(inner)
    octets = value(parts(content)[0])
    pieces = [octets[at : at + 4096] for at in range(0, len(octets), 4096)]
    written = opened_length(0x24, *(short(0x04, piece) for piece in pieces))
    held = opened_length(0x30, content_kind, opened_length(0xA0, written))
    signed_data = opened_length(0x30, version, digests, held, *rest)
    return opened_length(0x30, kind, opened_length(0xA0, signed_data))


def parts(der: bytes) -> list[bytes]:
    """Return the values inside a value of definite length, each with its head."""
    inside, found = value(der), []
    while inside:
        whole = len(inside) - len(value(inside, rest=True))
        found.append(inside[:whole])
        inside = inside[whole:]
    return found


def value(der: bytes, *, rest: bool = False) -> bytes:
    """Return what a value holds, or what comes after it."""
    size, begins = der[1], 2
    if size >= 0x80:
        begins += size - 0x80
        size = int.from_bytes(der[2:begins], "big")
    return der[begins + size :] if rest else der[begins : begins + size]


def opened_length(tag: int, *inside: bytes) -> bytes:
    return bytes([tag, 0x80]) + b"".join(inside) + b"\0\0"


def short(tag: int, content: bytes) -> bytes:
    return bytes([tag, 0x82]) + len(content).to_bytes(2, "big") + content


def test_an_invoice_changed_after_it_was_signed_is_refused() -> None:
    envelope = signed(xml())
    assert envelope.count(b"1324.00") == 1
    with pytest.raises(InvoiceRefused) as refusal:
        read_file(envelope.replace(b"1324.00", b"9324.00"))
    assert refusal.value.code == "signature"


BOMB = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
DEEP = "<x>" * 2000 + "</x>" * 2000

REFUSED: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "a PDF": lambda: PDF,
    "a picture": png,
    "no XML": lambda: b"<a><b></a>",
    "entities that grow": lambda: xml(before=BOMB),
    "entities in another alphabet": lambda: (
        xml(before=BOMB).decode().replace("UTF-8", "UTF-16").encode("utf-16")
    ),
    "a file of the machine": lambda: xml(
        before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "a document type from elsewhere": lambda: xml(before='<!DOCTYPE a SYSTEM "http://x/y.dtd">'),
    "a page": lambda: b"<html><body/></html>",
    "a stranger's invoice": lambda: xml(space="http://example.org/fatture/v1.2"),
    "a simplified one": lambda: (
        xml()
        .replace(b"p:FatturaElettronica ", b"p:FatturaElettronicaSemplificata ")
        .replace(b"/p:FatturaElettronica>", b"/p:FatturaElettronicaSemplificata>")
    ),
    "too deep": lambda: xml(body(more=DEEP)),
    "too many parts": lambda: xml(body(more="<x/>" * 400_000)),
    "too large": lambda: xml(body(more="x" * LARGEST)),
    "no number": lambda: xml(body(number=" ")),
    "no day": lambda: xml(body(day="2026-02-30")),
    "an amount in words": lambda: xml(
        body(total="<ImportoTotaleDocumento>1e9</ImportoTotaleDocumento>")
    ),
    "an amount without end": lambda: xml(
        body(total=f"<ImportoTotaleDocumento>{'9' * 500}</ImportoTotaleDocumento>")
    ),
    "dollars": lambda: xml(body(currency="USD")),
    "no supplier": lambda: xml(supplier=""),
    "an unknown alphabet": lambda: xml().replace(b"UTF-8", b"klingon"),
    "an envelope that is only a beginning": lambda: P7M,
    "a cut envelope": lambda: signed(xml())[:-200],
    "an envelope in an envelope in an envelope": lambda: signed(signed(signed(signed(xml())))),
    "an envelope of something else": lambda: signed(PDF),
    "an envelope of a bomb": lambda: signed(xml(before=BOMB)),
    "an envelope without content": lambda: signed(xml(), options="DetachedSignature"),
    "open lengths without end": lambda: (
        bytes.fromhex("308006092a864886f70d010702") + b"\x30\x80" * 100_000
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_invoice_is_refused_with_a_sentence_in_little_memory(name: str) -> None:
    content = REFUSED[name]()
    tracemalloc.start()
    try:
        with pytest.raises(InvoiceRefused) as refusal:
            read_file(content)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(refusal.value.messages[0]) > 20
    assert peak < 60_000_000


@given(st.data())
@pytest.mark.slow
def test_bytes_changed_at_random_are_read_or_refused_and_never_crash(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([xml(), signed(xml())])))
    places = st.integers(0, len(content) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=5)):
        content[place] = data.draw(st.integers(0, 255))
    try:
        read_file(bytes(content[: data.draw(st.integers(1, len(content)))]))
    except InvoiceRefused:
        return


def handed_in(
    about: Participant, content: bytes, name: str = "f.xml", **more: Any
) -> list[Invoice]:
    facts: dict[str, Any] = {"participant": about} | more
    return register.keep(
        SimpleUploadedFile(name, content), subject=about, by=system_actor(), on=TODAY, **facts
    )


def test_an_invoice_is_kept_with_its_file_and_its_parties_encrypted(samir: Participant) -> None:
    (row,) = handed_in(samir, signed(xml()), "f.xml.p7m")
    assert (row.total_cents, row.cups, row.signatures) == (1324_00, [CUP], 1)
    assert register.parties(row) == {
        "supplier_name": "Ferramenta Invento & figli",
        "customer": "IT99999999990",
    }
    assert (row.evidence.kind, row.evidence.issued_on) == ("invoice", date(2026, 5, 4))
    assert Event.objects.filter(action="documents.evidence_kept").count() == 1


@pytest.mark.parametrize(
    "again",
    [
        xml(),
        xml() + b"\n",
        signed(xml()),
        xml(body(number=" 12/2026 ", total="")),
        xml(body(number="012/2026")),
        xml(body(number="99"), body()),
    ],
)
def test_an_invoice_cannot_be_used_twice_whatever_its_envelope_or_case(
    samir: Participant, again: bytes
) -> None:
    handed_in(samir, xml())
    name = "f.xml.p7m" if again[:1] == b"\x30" else "g.xml"
    with pytest.raises(InvoiceRefused) as refusal:
        handed_in(samir, again, name, participant=None, partner=samir.partner)
    assert refusal.value.code == "known"
    assert Evidence.objects.as_system().count() == 1
    assert Invoice.objects.as_system().count() == 1


def test_another_supplier_number_or_day_is_another_invoice(samir: Participant) -> None:
    handed_in(samir, xml())
    handed_in(samir, xml(supplier="01234567891"))
    handed_in(samir, xml(body(number="13/2026")))
    handed_in(samir, xml(body(day="2027-05-04")))
    assert Invoice.objects.as_system().count() == 4


def test_the_database_itself_keeps_each_invoice_once_and_as_it_was(samir: Participant) -> None:
    (row,) = handed_in(samir, xml())
    twin = Invoice.objects.as_system().get()
    twin.pk, twin.place = "01J0000000000000000000TWIN", 2
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        Invoice.objects.as_system().filter(pk=row.pk).update(total_cents=1)


def test_a_file_named_otherwise_leaves_nothing(samir: Participant) -> None:
    with pytest.raises(ValidationError) as refusal:
        handed_in(samir, xml(), "f.p7m")
    assert refusal.value.code == "mismatch"
    assert not Invoice.objects.as_system().exists()
    assert not Evidence.objects.as_system().exists()
