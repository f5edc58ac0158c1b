"""Issues exports: cleans parameters, freezes rows, writes the file, keeps it in the register.

What has a cut-off of its own (a statement) is issued once: whoever asks again gets a copy with the
same bytes, and the other formats of it bear the same cover.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from audit import clock
from audit.labels import label
from audit.models import Seal
from audit.trail import Draft, record_in_stream
from documents import vault
from documents.cover import Cover, TrailPoint, cover
from documents.exports import Export, Params, get
from documents.frozen import Frozen
from documents.models import IssuedExport
from documents.tables import Table
from documents.writers import WRITERS
from people.actors import Actor
from people.languages import Language
from people.models import User
from people.roles import Role

STREAM = "exports"


@dataclass(frozen=True)
class Order:
    """Which export is asked for, in which format, by whom; `values` as a form or command gives."""

    name: str
    format: str
    values: Mapping[str, Any]
    by: Actor
    viewer: User | None = None
    language: str = Language.ITALIAN


@dataclass(frozen=True)
class Issued:
    """A file as handed over, and its row in the register."""

    row: IssuedExport
    content: bytes

    @property
    def file_name(self) -> str:
        """Return a name that says which export, up to when and in which format; no person."""
        return f"{self.row.name}-{self.row.cut_off:%Y%m%dT%H%M%SZ}.{self.row.format}"


def issue(order: Order) -> Issued:
    """Write the file, keep it in the register and record who got it.

    Raises UnknownExportError, PermissionDenied when the role may not have it, ValidationError for
    parameters that are missing or wrong, TotalsDifferError when the rows do not add up to the
    books, UnavailableError for a PDF without Pango.
    """
    export = get(order.name)
    _check_role(export, order)
    with translation.override(order.language):
        cleaned = _clean(export, order)
        table = export.table(Params(cleaned, viewer=order.viewer))
        made = _written(export, order, table, _plain(cleaned))
    return _kept(order, made, personal=export.personal)


def content(row: IssuedExport) -> bytes | None:
    """Return the sealed bytes as issued; None for a personal export, which is not kept."""
    if row.content is None:
        return None
    return vault.unseal(bytes(row.content), participant=None, place=_place(row))


def hand_over(row: IssuedExport, *, by: Actor) -> Issued:
    """Give a copy of a file from the register, and record who got it.

    PermissionDenied when the role may not have the export; ValidationError where only the hashes
    are kept.
    """
    _check_role(get(row.name), Order(name=row.name, format=row.format, values={}, by=by))
    kept = content(row)
    if kept is None:
        raise ValidationError(_("Of a file with personal data only the hashes are kept."))
    with transaction.atomic():
        _record_handing(row, by, copied=True)
    return Issued(row=row, content=kept)


def _check_role(export: Export, order: Order) -> None:
    if order.by.role != Role.SYSTEM and order.by.role not in export.roles:
        raise PermissionDenied(f"the role {order.by.role} may not have the export {export.name}")
    if order.format not in WRITERS:
        raise ValidationError(
            _("The format is one of: %(formats)s."), params={"formats": ", ".join(WRITERS)}
        )


def _clean(export: Export, order: Order) -> dict[str, Any]:
    """Return the parameters as the export's form cleans them; unknown names are refused."""
    known = set(export.form.base_fields) if export.form else set()
    for name in order.values:
        if name not in known:
            raise ValidationError(
                _("%(export)s has no parameter %(name)s; it has: %(known)s."),
                params={"export": export.name, "name": name, "known": ", ".join(sorted(known))},
            )
    if export.form is None:
        return {}
    form = export.form(data=dict(order.values))
    if not form.is_valid():
        raise ValidationError(
            {name: [str(e) for e in errors] for name, errors in form.errors.items()}
        )
    return dict(form.cleaned_data)


def _plain(cleaned: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters as the register keeps them."""
    return {
        name: label(value) if isinstance(value, models.Model) else str(value)
        for name, value in sorted(cleaned.items())
        if value not in (None, "")
    }


def _written(
    export: Export, order: Order, table: Table, params: dict[str, str]
) -> tuple[IssuedExport, bytes]:
    """Return the row of the register, not yet saved, and the file."""
    cut_off = table.cut_off or clock.now()
    with Frozen(table) as frozen:
        first = _first_issue(export, params, cut_off, frozen.rows_hash) if table.cut_off else None
        if first is not None:
            sheet = Cover.from_json(first.cover)
        else:
            sheet = cover(
                table,
                frozen,
                cut_off=cut_off,
                author=_author(order.by),
                language=str(order.language),
                trail=_trail_point(cut_off),
            )
        with translation.override(sheet.language):
            file = WRITERS[order.format](frozen, sheet)
    return _row(order, params, sheet, file), file


def _first_issue(
    export: Export, params: dict[str, str], cut_off: datetime, rows_hash: str
) -> IssuedExport | None:
    same = IssuedExport.objects.as_system().filter(
        name=export.name, params=params, cut_off=cut_off, rows_hash=rows_hash
    )
    return same.defer("content").order_by("id").first()


def _author(by: Actor) -> str:
    """Return who issues, as the cover names them."""
    if by.role == Role.SYSTEM:
        return "Percorsi"
    name = User.objects.values_list("name", flat=True).get(pk=by.user_id)
    return f"{name} ({Role(by.role).label})"


def _trail_point(cut_off: datetime) -> TrailPoint:
    """Return the last seal at the cut-off: later ones would change the cover of the same rows."""
    seal = Seal.objects.filter(at__lte=cut_off).order_by("-number").first()
    if seal is None:
        return TrailPoint(number=0, size=0, root="")
    return TrailPoint(number=seal.number, size=seal.size, root=seal.root)


def _row(order: Order, params: dict[str, str], sheet: Cover, file: bytes) -> IssuedExport:
    return IssuedExport(
        name=order.name,
        params=params,
        format=order.format,
        cut_off=sheet.cut_off,
        author=order.by.label,
        issued_at=clock.now(),
        cover=sheet.as_json(),
        row_count=sheet.row_count,
        rows_hash=sheet.rows_hash,
        trail_size=sheet.trail.size,
        trail_root=sheet.trail.root,
        file_hash=hashlib.sha256(file).hexdigest(),
        size=len(file),
    )


def _kept(order: Order, made: tuple[IssuedExport, bytes], *, personal: bool) -> Issued:
    """Save the row, or find the one that already has this file; either way record the handing."""
    row, file = made
    with transaction.atomic():
        same = IssuedExport.objects.as_system().filter(name=row.name, file_hash=row.file_hash)
        before = same.defer("content").first()
        if before is None:
            if not personal:
                row.content = vault.seal(file, participant=None, place=_place(row))
            row.save(force_insert=True)
        _record_handing(before or row, order.by, copied=before is not None)
    return Issued(row=before or row, content=file)


def _record_handing(row: IssuedExport, by: Actor, *, copied: bool) -> None:
    draft = Draft(
        actor=by.label,
        role=by.role,
        action="documents.export_copied" if copied else "documents.export_issued",
        subject=label(row),
        facts={
            "export": row.name,
            "format": row.format,
            "cut_off": row.cut_off,
            "rows": row.row_count,
            "rows_hash": row.rows_hash,
            "file_hash": row.file_hash,
        },
    )
    record_in_stream(draft, stream=STREAM)


def _place(row: IssuedExport) -> str:
    return f"{label(row)}/content"
