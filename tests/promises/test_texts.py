"""No text becomes a formula, and none fetches anything (R21, R22); a sample of the generated."""

import pytest

from documents import printing
from tests.promises.texts import harness


@pytest.mark.harness
def test_no_generated_text_becomes_a_formula() -> None:
    given = list(harness.texts())[::89]
    assert len(given) > 500
    assert harness.run(given) == []


@pytest.mark.harness
def test_no_generated_markup_fetches_anything() -> None:
    assert harness.printed(list(harness.markup())[::97]) == []


@pytest.mark.harness
def test_the_harness_finds_a_writer_that_lets_formulas_through() -> None:
    import io

    import openpyxl

    book, saved = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["=1+1"])
    book.save(saved)
    assert harness.formulas_in_workbook(saved.getvalue()) == ["A1: '=1+1'"]
    assert harness.formulas_in_csv(b'"x";" =1+1"\r\n') == ["' =1+1'"]


@pytest.mark.harness
def test_the_harness_finds_a_print_that_asks_for_something(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(*_told: object) -> bytes:
        printing.lay_out('<img src="http://evil.example/a.png">')
        return b"EmbeddedFile"

    monkeypatch.setattr(harness, "written", careless)
    assert harness.printed(["x"]) == ["1 fetches", "b'EmbeddedFile' in the print"]
