"""Files that pretend: names and contents that an upload must refuse."""

import io
import struct
import zipfile
import zlib

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 24
CSV = b"data;importo\n01/05/2026;680,00\n"
XML = b'<?xml version="1.0" encoding="UTF-8"?><p:FatturaElettronica xmlns:p="x"/>'
P7M = bytes.fromhex("308006092a864886f70d010702a0803080") + b"\x00" * 40


def png() -> bytes:
    """Return a picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\x00\xff\xff\xff")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
    )


def archive(entries: dict[str, bytes]) -> bytes:
    """Return a zip of these entries."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return packed.getvalue()


def xlsx(**more: bytes) -> bytes:
    """Return the least that is a workbook."""
    return archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"} | more)


def crafted(size: int) -> bytes:
    """Return a workbook whose index lies about the unpacked size of an entry."""
    raw = bytearray(xlsx())
    central = raw.index(b"PK\x01\x02")
    raw[central + 24 : central + 28] = struct.pack("<I", size)
    return bytes(raw)


GOOD = {
    "fattura.pdf": PDF,
    "ricevuta.PNG": png(),
    "foto.jpg": JPEG,
    "foto.jpeg": JPEG,
    "foto.webp": WEBP,
    "presenze.xlsx": xlsx(),
    "presenze.csv": CSV,
    "fattura.xml": XML,
    "fattura.xml.p7m": P7M,
    "../../etc/cron.d/x.pdf": PDF,
    "C:\\Users\\x\\fattura.pdf": PDF,
    "a" * 500 + ".pdf": PDF,
    "fattura\x00.pdf": PDF,
}

HOSTILE = {
    "empty": ("fattura.pdf", b""),
    "a program named PDF": ("fattura.pdf", b"MZ\x90\x00" + b"\x00" * 200),
    "a Linux program named PDF": ("fattura.pdf", b"\x7fELF" + b"\x00" * 200),
    "a PDF that begins later": ("fattura.pdf", b"MZ" + PDF),
    "a page named PDF": ("fattura.pdf", b"<html><script>alert(1)</script></html>"),
    "a picture named PDF": ("fattura.pdf", png()),
    "a PDF named picture": ("foto.png", PDF),
    "a page named picture": ("foto.jpg", b"<svg onload=alert(1)>"),
    "a drawing": ("foto.svg", b"<svg/>"),
    "a page": ("pagina.html", b"<html></html>"),
    "a program": ("setup.exe", b"MZ" + b"\x00" * 100),
    "a script": ("run.sh", b"#!/bin/sh\nrm -rf /\n"),
    "no extension": ("fattura", PDF),
    "only an extension": (".pdf ", b""),
    "a hidden program": ("fattura.pdf.exe", b"MZ" + b"\x00" * 100),
    "a name turned round": ("fattura\u202efdp.exe", b"MZ" + b"\x00" * 100),
    "an archive named workbook": ("x.xlsx", archive({"a.txt": b"x"})),
    "a workbook with macros": ("x.xlsx", xlsx(**{"xl/vbaProject.bin": b"x"})),
    "a workbook that climbs out": ("x.xlsx", xlsx(**{"../../x": b"x"})),
    "a workbook with an absolute path": ("x.xlsx", xlsx(**{"/etc/passwd": b"x"})),
    "a bomb": ("x.xlsx", xlsx(**{"xl/worksheets/sheet1.xml": b"\x00" * 20_000_000})),
    "a bomb that lies": ("x.xlsx", crafted(0x7FFF_FFFF)),
    "too many entries": ("x.xlsx", xlsx(**{f"xl/{n}.xml": b"x" for n in range(2_100)})),
    "a cut workbook": ("x.xlsx", xlsx()[:-30]),
    "a workbook of the old kind": ("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100),
    "an old workbook named new": ("x.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100),
    "a macro workbook": ("x.xlsm", xlsx()),
    "a page named table": ("x.csv", b"<html>;</html>"),
    "a binary named table": ("x.csv", b"a;b\x00c"),
    "a PDF named table": ("x.csv", PDF),
    "a program named table": ("x.csv", b"MZ\x90\x00;;"),
    "a text that is no table": ("x.csv", b"hello"),
    "entities that grow": (
        "x.xml",
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><l>&c;</l>',
    ),
    "entities that read": (
        "x.xml",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    ),
    "a page named XML": ("x.xml", b"<html><script>1</script></html>"),
    "a drawing named XML": ("x.xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "JSON named XML": ("x.xml", b'{"a": 1}'),
    "an empty signature": ("x.p7m", b"\x30\x80"),
    "a PDF named signature": ("x.p7m", PDF),
    "a page named signature": ("x.p7m", b"<html>"),
}
