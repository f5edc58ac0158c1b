"""Tells what an uploaded file really is, and refuses it when its name says something else."""

import io
import re
import zipfile
from dataclasses import dataclass

import filetype
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MIMES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "xml": "application/xml",
    "p7m": "application/pkcs7-mime",
}
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # OID 1.2.840.113549.1.7.2, RFC 5652
XLSX_ENTRIES = 2_000
XLSX_UNPACKED = 200 * 1024 * 1024  # bytes
XLSX_RATIO = 200
LONGEST_NAME = 200

# Control characters, and those that turn the direction of a name: "fdp.exe" shown as "exe.pdf".
_DECEPTIVE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_NOT_DATA = (b"<!doctype", b"<!entity", b"<html", b"<svg", b"<script")
_XML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml\s|[A-Za-z_])")


@dataclass(frozen=True)
class Accepted:
    """A file that is what its name says: the name without folders, and its type."""

    name: str
    mime: str


def accept(name: str, content: bytes) -> Accepted:
    """Return the cleaned name and the type; raise ValidationError with a sentence for others."""
    plain = plain_name(name)
    extension = plain.rpartition(".")[2].lower()
    if "." not in plain or extension not in MIMES:
        raise ValidationError(
            _("Files of this kind are not accepted. Send one of: %(kinds)s."),
            code="kind",
            params={"kinds": ", ".join(MIMES)},
        )
    if not content:
        raise ValidationError(_("The file is empty."), code="empty")
    if not _is(extension, content):
        raise ValidationError(
            _("The name ends in .%(extension)s, but the file is something else."),
            code="mismatch",
            params={"extension": extension},
        )
    return Accepted(name=plain, mime=MIMES[extension])


def plain_name(name: str) -> str:
    """Return the last part of a name, without folders and without characters that deceive."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = _DECEPTIVE.sub("", last).strip(" .")
    stem, dot, extension = plain.rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{extension[:10]}"


def _is(extension: str, content: bytes) -> bool:
    """Tell whether the content is of the type that the extension promises."""
    checks = {"xlsx": _is_workbook, "csv": _is_text_table, "xml": _is_xml, "p7m": _is_signed}
    if extension in checks:
        return checks[extension](content)
    guessed = filetype.guess_mime(content)
    return bool(guessed == MIMES[extension])


def _is_workbook(content: bytes) -> bool:
    """Tell a plain workbook from a macro one, a bomb and any other archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return _is_plain({entry.filename for entry in entries}) and _is_small(entries, len(content))


def _is_plain(names: set[str]) -> bool:
    """Tell whether the parts are those of a workbook, without macros or paths that lead out."""
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        return False
    return not any(name.startswith("/") or ".." in name or "vbaProject" in name for name in names)


def _is_small(entries: list[zipfile.ZipInfo], packed: int) -> bool:
    """Tell whether unpacking stays within limits; encrypted parts cannot be looked into."""
    unpacked = sum(entry.file_size for entry in entries)
    small = unpacked <= min(XLSX_UNPACKED, XLSX_RATIO * packed)
    return small and len(entries) <= XLSX_ENTRIES and not any(e.flag_bits & 1 for e in entries)


def _is_text_table(content: bytes) -> bool:
    if filetype.guess_mime(content) is not None or b"\x00" in content:
        return False
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return False
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return "\ufffd" not in text and any(mark in text for mark in ";,\t")


def _is_xml(content: bytes) -> bool:
    """Tell XML, without reading it: no page, no picture, no document type with entities."""
    start = content[:4096]
    if b"\x00" in start or not _XML_START.match(start):
        return False
    lower = content.lower()
    return not any(bad in lower for bad in _NOT_DATA)


def _is_signed(content: bytes) -> bool:
    """Tell a CMS envelope of signed data, in DER as signing software writes it."""
    return content[:1] == b"\x30" and SIGNED_DATA in content[:32]
