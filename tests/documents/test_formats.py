"""The four formats hold the same rows, and the same rows give the same bytes."""

import csv
import hashlib
import io
import json
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pandas
import pypdf
import pytest

from documents.frozen import Frozen, TotalsDifferError
from documents.tables import Column, Kind
from documents.writers import WRITERS
from documents.writers.paper_width import layout
from tests.documents.samples import COLUMNS, rows, table
from tests.documents.writing import sheet_of, workbook, written


@pytest.mark.slow
def test_the_same_rows_and_cut_off_give_the_same_bytes() -> None:
    first = {format: written(table(rows(30)), format) for format in WRITERS}
    time.sleep(2.1)  # zip times have steps of two seconds: a clock inside would show
    assert {format: written(table(rows(30)), format) for format in WRITERS} == first


@pytest.mark.parametrize("format", ["xlsx", "csv", "json", "pdf"])
def test_one_cent_more_gives_other_bytes(format: str) -> None:
    paid = rows(3)
    before = written(table(paid), format)
    paid[1]["cents"] += 1
    assert written(table(paid), format) != before


def test_a_workbook_holds_real_numbers_and_dates_under_a_frozen_header() -> None:
    sheet = workbook(table(rows(3))).worksheets[1]
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == [str(column.header) for column in COLUMNS]
    reference, reason, cents, paid_on, recorded_at, days, share = (c.value for c in sheet[3])
    assert (reference, reason, days) == ("DOT-2026-000001", "Voucher affitto — maggio", 1)
    assert cents == pytest.approx(680.07)
    assert sheet["C3"].number_format == "#,##0.00"
    assert str(paid_on) == "2026-05-02 00:00:00"
    assert str(recorded_at) == "2026-06-01 10:30:01", "Rome is two hours ahead in June"
    assert share == pytest.approx(0.125)


def test_a_workbook_ends_with_totals_as_numbers() -> None:
    paid = rows(4)
    last = list(workbook(table(paid)).worksheets[1].iter_rows())[-1]
    assert last[0].value is not None
    assert round(last[2].value * 100) == sum(row["cents"] for row in paid)
    assert last[5].value == sum(row["days"] for row in paid)


def test_a_workbook_opens_with_its_cover() -> None:
    paid = rows(4)
    cover = workbook(table(paid)).worksheets[0]
    values = [cell.value for _label, cell in cover.iter_rows(max_col=2)]
    with Frozen(table(paid)) as frozen:
        assert frozen.rows_hash in values
    assert "I21F19000020009" in values
    assert "ab" * 32 in values
    assert "01/08/2026 00:00:00" in values, "the cut-off, in Rome"
    assert "Giulia Rossi" in values


def test_a_workbook_says_what_its_columns_mean() -> None:
    meanings = workbook(table(rows(1))).worksheets[2]
    assert [row[3].value for row in meanings.iter_rows(min_row=2)] == [c.help for c in COLUMNS]


def test_napoli_stays_text() -> None:
    columns = (Column("Provincia", "province", Kind.CODE),)
    made = table([], columns=columns, rows=[{"province": "NA"}], totals={})
    assert workbook(made).worksheets[1]["A2"].value == "NA"


def test_long_text_is_cut_and_control_characters_go() -> None:
    text = "\x00\x07a\x1b\ud800" + "è" * 40_000
    made = table([], rows=rows(1, reason=text), totals={})
    held = workbook(made).worksheets[1]["B2"].value
    assert held.startswith("aèè")
    assert len(held) == 32_767
    assert held.endswith("…")


def test_text_beyond_the_first_plane_is_cut_by_what_excel_counts() -> None:
    made = table([], rows=rows(1, reason="😀" * 20_000), totals={})
    held = workbook(made).worksheets[1]["B2"].value
    assert len(held.encode("utf-16-le")) // 2 <= 32_767


def test_csv_is_what_italian_offices_open() -> None:
    raw = written(table(rows(2)), "csv")
    assert raw.startswith(b"\xef\xbb\xbfRiferimento;Causale;Importo")
    read = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert read[2] == [
        "DOT-2026-000001",
        "Voucher affitto — maggio",
        "680,07",
        "02/05/2026",
        "01/06/2026 10:30:01",
        "1",
        "12,5",
    ]


def test_the_hash_of_the_rows_can_be_recomputed_from_the_json_alone() -> None:
    read = json.loads(written(table(rows(50, reason="“è” \t \\ \n 😀")), "json"))
    lines = [
        json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in read["rows"]
    ]
    digest = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert read["cover"]["rows_hash"] == digest
    assert read["cover"]["row_count"] == 50


def test_json_holds_money_in_cents_and_says_the_kinds() -> None:
    read = json.loads(written(table(rows(2)), "json"))
    assert [column["kind"] for column in read["columns"]] == [str(c.kind) for c in COLUMNS]
    assert read["rows"][1][2] == 68_007
    assert read["rows"][1][3] == "2026-05-02"
    assert read["rows"][1][4] == "2026-06-01T08:30:01.000000Z"


def test_pandas_counts_the_control_totals_again() -> None:
    paid = rows(123)
    with Frozen(table(paid)) as frozen:
        cents = frozen.totals["cents"]
        sheet_of(table(paid), frozen)
    from_csv = pandas.read_csv(
        io.BytesIO(written(table(paid), "csv")), sep=";", decimal=",", keep_default_na=False
    )
    from_xlsx = pandas.read_excel(
        io.BytesIO(written(table(paid), "xlsx")), sheet_name=1, keep_default_na=False
    )[:-1]
    for read in (from_csv, from_xlsx):
        counted = sum(round(Decimal(str(value)) * 100) for value in read["Importo"])
        assert counted == cents
        assert len(read) == 123


@pytest.mark.slow
def test_a_printed_table_has_a_cover_every_row_and_continued_page_numbers(
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr("documents.writers.pdf.CHUNK", 20)
    made = pypdf.PdfReader(io.BytesIO(written(table(rows(50)), "pdf")))
    texts = [page.extract_text() for page in made.pages]
    assert "I21F19000020009" in texts[0]
    together = " ".join(texts[1:])
    assert all(f"DOT-2026-{number:06d}" in together for number in range(50))
    numbers = [text.rstrip().split()[-1] for text in texts]
    assert numbers == [str(number) for number in range(1, len(texts) + 1)]


@pytest.mark.slow
def test_a_printed_table_is_pdf_a_with_its_fonts_inside() -> None:
    raw = written(table(rows(1, reason="àèìòù ŞĞ مرحبا")), "pdf")
    read = pypdf.PdfReader(io.BytesIO(raw))
    assert read.xmp_metadata is not None
    assert b"pdfaid" in read.xmp_metadata.stream.get_data()
    names = {
        str(font.get_object()["/BaseFont"])
        for page in read.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert any("Titillium" in name for name in names)
    assert all("Titillium" in name or "Roboto" in name or "Noto" in name for name in names)


def test_an_empty_table_is_still_issued() -> None:
    assert len(workbook(table([])).worksheets) == 3
    assert json.loads(written(table([]), "json"))["rows"] == []
    assert written(table([]), "csv").count(b"\r\n") == 1
    assert len(pypdf.PdfReader(io.BytesIO(written(table([]), "pdf"))).pages) == 1


def test_rows_that_do_not_add_up_to_the_books_are_refused() -> None:
    with pytest.raises(TotalsDifferError, match="cents"):
        Frozen(table(rows(3), totals={"cents": 1}))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.MONEY, 12.5),
        (Kind.MONEY, Decimal("12.50")),
        (Kind.MONEY, True),
        (Kind.DATE, datetime(2026, 1, 1, tzinfo=UTC)),
        (Kind.INSTANT, datetime.fromisoformat("2026-01-01T00:00:00")),
        (Kind.NUMBER, Decimal("NaN")),
        (Kind.INTEGER, "1"),
        (Kind.DATE, "2026-01-01"),
    ],
)
def test_a_cell_of_the_wrong_kind_is_refused(kind: Kind, value: Any) -> None:
    columns = (Column("X", "x", kind),)
    with pytest.raises(TypeError):
        Frozen(table([], columns=columns, rows=[{"x": value}], totals={}))


def test_rows_that_do_not_fit_one_sheet_go_on_in_the_next(monkeypatch: Any) -> None:
    monkeypatch.setattr("documents.writers.xlsx.ROWS_A_SHEET", 10)
    book = openpyxl.load_workbook(io.BytesIO(written(table(rows(25)), "xlsx")))
    counts = [sheet.max_row for sheet in book.worksheets[1:-1]]
    assert counts == [11, 11, 7], "a header on each, the totals on the last"


def test_dates_before_1900_do_not_break_a_workbook() -> None:
    columns = (Column("Nato il", "born_on", Kind.DATE),)
    made = table([], columns=columns, rows=[{"born_on": date(1899, 5, 1)}], totals={})
    assert workbook(made).worksheets[1]["A2"].value is not None


def sheet_of_paper(columns: int) -> tuple[str, float]:
    wide = tuple(Column(f"C{n}", lambda row: "DOT-2026-000417", Kind.CODE) for n in range(columns))
    with Frozen(table([], columns=wide, rows=[{}], totals={})) as frozen:
        found = layout(frozen)
    return found.sheet, found.points


def test_a_wide_table_is_printed_on_a_larger_sheet_before_its_type_shrinks() -> None:
    assert sheet_of_paper(5) == ("upright", 7.5)
    assert sheet_of_paper(9) == ("wide", 7.5)
    assert sheet_of_paper(14) == ("large", 7.5)
    sheet, points = sheet_of_paper(22)
    assert sheet == "large"
    assert 4.5 <= points < 7.5
