"""The cover of an export: where the rows come from, what they add up to, how to check them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from documents.frozen import Frozen
from documents.tables import Kind, Table
from documents.values import canonical, words


@dataclass(frozen=True)
class TrailPoint:
    """The last seal of the trail at the cut-off; number 0 where nothing is sealed yet."""

    number: int
    size: int
    root: str


@dataclass(frozen=True)
class Cover:
    """What the first sheet or page says. Nothing here depends on when the file is made."""

    title: str
    operation: str
    cup: str
    accounting_year: str
    period: tuple[date, date] | None
    cut_off: datetime
    filters: tuple[tuple[str, str], ...]
    author: str
    language: str
    totals: tuple[tuple[str, Kind, int | Decimal], ...]
    row_count: int
    rows_hash: str
    trail: TrailPoint
    notes: tuple[str, ...]

    @property
    def created(self) -> str:
        """Return the instant that the file bears as its making: the cut-off, not the clock."""
        return f"{self.cut_off:%Y-%m-%dT%H:%M:%SZ}"

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Return the cover as people read it: label and value, what is empty left out."""
        pairs = [
            (_("Title"), self.title),
            (_("Operation"), self.operation),
            ("CUP", self.cup),
            (_("Accounting year"), self.accounting_year),
            (_("Period"), self._period()),
            (_("Cut-off"), words(Kind.INSTANT, self.cut_off, grouped=False)),
            *self.filters,
            (_("Author"), self.author),
            (_("Generated as at"), words(Kind.INSTANT, self.cut_off, grouped=False)),
            (_("Number of rows"), words(Kind.INTEGER, self.row_count, grouped=True)),
            *self._control_totals(),
            (_("Hash of the rows (SHA-256)"), self.rows_hash),
            *self._trail_lines(),
            *((_("Note"), note) for note in self.notes),
        ]
        return [pair for pair in pairs if pair[1]]

    @property
    def verification(self) -> list[str]:
        """Return how to check the rows, the file and the trail, without trusting the server."""
        return [
            _(
                "The hash of the rows is the SHA-256 of each row as compact JSON, one a line. "
                "From the JSON file of the same export: jq -c '.rows[]' FILE.json | sha256sum"
            ),
            _(
                "The hash of this very file is in the register of exports and on the companion "
                "sheet: sha256sum FILE"
            ),
            _(
                "The trail is checked offline with the exported bundle and the size and root "
                "above: python verifier.py BUNDLE --size SIZE --root ROOT"
            ),
            _(
                "In the CSV file, text that a spreadsheet could take for a formula is preceded by "
                "an apostrophe."
            ),
        ]

    def as_json(self) -> dict[str, Any]:
        """Return the cover for machines and for the register."""
        period = [day.isoformat() for day in self.period] if self.period else None
        return {
            "title": self.title,
            "operation": self.operation,
            "cup": self.cup,
            "accounting_year": self.accounting_year,
            "period": period,
            "cut_off": canonical(Kind.INSTANT, self.cut_off),
            "filters": dict(self.filters),
            "author": self.author,
            "language": self.language,
            "control_totals": [
                {"column": column, "kind": str(kind), "total": canonical(kind, total)}
                for column, kind, total in self.totals
            ],
            "row_count": self.row_count,
            "rows_hash": self.rows_hash,
            "trail": {
                "seal": self.trail.number,
                "size": self.trail.size,
                "root": self.trail.root,
            },
            "notes": list(self.notes),
            "verification": self.verification,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Cover":
        """Return the cover that the register keeps."""
        days = [date.fromisoformat(day) for day in kept["period"] or ()]
        plain = ("title", "operation", "cup", "accounting_year", "author", "language")
        trail = kept["trail"]
        return cls(
            **{name: kept[name] for name in plain},
            period=(days[0], days[1]) if days else None,
            cut_off=datetime.fromisoformat(kept["cut_off"]),
            filters=_texts(kept["filters"]),
            totals=tuple(_total(total) for total in kept["control_totals"]),
            row_count=kept["row_count"],
            rows_hash=kept["rows_hash"],
            trail=TrailPoint(number=trail["seal"], size=trail["size"], root=trail["root"]),
            notes=tuple(kept["notes"]),
        )

    def _period(self) -> str:
        if self.period is None:
            return ""
        return " – ".join(words(Kind.DATE, day, grouped=False) for day in self.period)

    def _control_totals(self) -> list[tuple[str, str]]:
        return [
            (
                _("Control total: %(column)s") % {"column": label},
                words(kind, total, grouped=True) + (" €" if kind is Kind.MONEY else ""),
            )
            for label, kind, total in self.totals
        ]

    def _trail_lines(self) -> list[tuple[str, str]]:
        if not self.trail.number:
            return [(_("Trail"), _("Nothing was sealed yet at the cut-off."))]
        return [
            (_("Trail: seal number"), str(self.trail.number)),
            (_("Trail: size (events)"), str(self.trail.size)),
            (_("Trail: root"), self.trail.root),
        ]


def cover(
    table: Table,
    frozen: Frozen,
    *,
    cut_off: datetime,
    author: str,
    language: str,
    trail: TrailPoint,
) -> Cover:
    """Return the cover of a table whose rows are frozen."""
    return Cover(
        title=str(table.title),
        operation=table.operation,
        cup=table.cup,
        accounting_year=table.accounting_year,
        period=table.period,
        cut_off=cut_off.astimezone(UTC),
        filters=_texts(table.filters),
        author=author,
        language=language,
        totals=tuple(
            (heading.header, heading.kind, frozen.totals[heading.key])
            for heading in frozen.headings
            if heading.total
        ),
        row_count=frozen.row_count,
        rows_hash=frozen.rows_hash,
        trail=trail,
        notes=tuple(str(note) for note in table.notes),
    )


def _total(kept: dict[str, Any]) -> tuple[str, Kind, int | Decimal]:
    kind = Kind(kept["kind"])
    total = kept["total"]
    return kept["column"], kind, Decimal(total) if kind is Kind.NUMBER else int(total)


def _texts(filters: Mapping[Any, Any]) -> tuple[tuple[str, str], ...]:
    """Return the filters by name: PostgreSQL gives the register's JSON back in its own order."""
    return tuple(sorted((str(name), str(value)) for name, value in filters.items()))
