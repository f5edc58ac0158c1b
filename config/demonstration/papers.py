"""Small PDF files that say what they are: invented papers, each about one subject."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from audit.labels import label
from documents import evidence
from documents.models import Evidence

if TYPE_CHECKING:
    from config.demonstration.path import Path
    from config.demonstration.telling import Day

TITLES = {
    "permit": "Permesso di soggiorno inventato",
    "referral": "Invio inventato del Punto Unico di Accesso",
    "host_agreement": "Convenzione inventata con il soggetto ospitante",
    "training_project": "Progetto formativo individuale inventato",
    "compulsory_communication": "Comunicazione obbligatoria inventata (UNILAV)",
    "insurance": "Copertura assicurativa inventata (INAIL e RC)",
    "rent_contract": "Contratto di locazione inventato",
    "attendance_register": "Registro presenze inventato",
    "loan_contract": "Contratto di prestito inventato, firmato",
    "loan_use": "Preventivo inventato di ciò che il prestito paga",
    "rent_receipt": "Ricevuta d'affitto inventata",
}


def keep(
    path: Path,
    day: Day,
    kind: str,
    subject: Model,
    *,
    issued_on: date | None = None,
    cents: int | None = None,
) -> Evidence:
    """Have the operator keep an invented paper about a subject of a person's path."""
    about = label(subject)
    content = pdf([TITLES[kind], about, f"{day.on:%d/%m/%Y}", "Nessuna persona vera"])
    with day.minute():
        return evidence.keep(
            SimpleUploadedFile(f"{kind}.pdf", content),
            kind=kind,
            subject=subject,
            participant=path.participant,
            operation=path.call.operation,
            by=path.operator,
            on=day.on,
            issued_on=issued_on,
            amount_cents=cents,
        )


def pdf(lines: list[str]) -> bytes:
    """Return a PDF file of one page with these lines (Latin letters)."""
    shown = " T* ".join(f"({_escaped(line)}) Tj" for line in lines)
    stream = f"BT /F1 14 Tf 20 TL 60 760 Td {shown} ET"
    return _file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
            "/Resources << /Font << /F1 4 0 R >> >> >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    )


def _file(objects: list[str]) -> bytes:
    """Return the objects, numbered from 1, with the table of where each of them begins."""
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    end += f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + end.encode()


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
