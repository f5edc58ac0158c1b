"""Components draw what they are given, and say in words what they show in colours."""

import pytest
from django.template import Context, Template

from portal.components import (
    Badge,
    BudgetBar,
    ClosedStep,
    Edge,
    Funnel,
    Instalments,
    Kind,
    Machine,
    Node,
    Phase,
    Records,
    Row,
    Segment,
    Stage,
    Tone,
)
from portal.components.records import Cell, Column
from portal.guide import invented


def drawn(tag: str, it: object) -> str:
    return Template(f"{{% load percorsi %}}{{% {tag} it %}}").render(Context({"it": it}))


@pytest.mark.parametrize("tone", list(Tone))
def test_every_state_has_a_sign_and_a_word(tone: Tone) -> None:
    text = drawn("badge", Badge("La parola", tone))
    assert "La parola" in text
    assert "<use href=" in text


def test_a_bar_tells_its_numbers_to_who_cannot_see_it() -> None:
    bar = BudgetBar("Linea B2", 100_00, [Segment("Impegnati", 25_00), Segment("Liberi", 75_00)])
    text = drawn("budget_bar", bar).replace("\u00a0", " ")
    assert 'aria-label="Linea B2: Impegnati 25,00 €, Liberi 75,00 €"' in text
    assert [piece.width for piece in bar.pieces] == ["25.00%", "75.00%"]


def test_a_bar_of_nothing_is_an_outline_not_a_void() -> None:
    assert "bar-frame" in drawn("budget_bar", BudgetBar("Niente", 0, [Segment("Pagati", 0)]))


def test_the_funnel_narrows_and_shows_zero_as_an_amount() -> None:
    funnel = Funnel("Soldi", [Stage("Prenotato", 1_00, Phase.HAPPENED), Stage("Pagato", 0)])
    assert [step.x for step in funnel.steps] == ["0.00%", "11.25%"]
    assert "0,00" in drawn("funnel", funnel)


def test_instalments_are_counted_from_the_first() -> None:
    loan = Instalments(6, 2, "2 su 6", partly=3, due=4)
    assert loan.blocks == ["paid", "paid", "partly", "due", "ahead", "ahead"]


def test_a_closed_step_has_no_button_and_says_who_can_open_it() -> None:
    text = drawn("closed_step", ClosedStep("Pagare", ["Manca il decreto."], "Giulia F., finanza"))
    assert "Manca il decreto." in text
    assert "Giulia F., finanza" in text
    assert "<a " not in text
    assert "<button" not in text


def test_what_people_write_is_shown_as_text() -> None:
    payload = "<script>alert(1)</script>"
    records = Records([Column("Nota")], [Row([payload])], "Note")
    for tag, it in (("badge", Badge(payload)), ("records", records)):
        assert payload not in drawn(tag, it)


def test_no_place_of_a_cell_lets_markup_through() -> None:
    payload = '"><script>alert(1)</script>'
    full = Cell(payload, href=payload, badge=Badge(payload), detail=payload)
    records = Records([Column(payload, is_title=True, href=payload)], [Row([full])], payload)
    assert "<script" not in drawn("records", records)


def test_a_current_row_says_so_and_a_cell_is_written_after_its_column() -> None:
    columns = [Column("Month"), Column("Amount", Kind.MONEY)]
    rows = [Row(["May", 1_234_56], is_current=True), Row(["All", None], is_total=True)]
    text = drawn("records", Records(columns, rows, "Months"))
    assert '<tr class="current" aria-current="true">' in text
    assert text.index("#it-arrow-right") < text.index("May")
    assert "1.234,56" in text
    assert '<tr class="total">' in text


def test_a_row_with_too_few_cells_is_refused() -> None:
    records = Records([Column("A"), Column("B", Kind.MONEY)], [Row(["only one"])], "Rows")
    with pytest.raises(ValueError, match="shorter"):
        drawn("records", records)


def test_a_tag_refuses_what_it_cannot_draw() -> None:
    with pytest.raises(TypeError, match="badge"):
        drawn("badge", "just a word")


def test_a_machine_places_every_state_once_and_joins_them() -> None:
    nodes = [Node("a", "A"), Node("b", "B"), Node("c", "C"), Node("alone", "Alone")]
    machine = Machine(
        "M", nodes, [Edge("a", "b", "go"), Edge("b", "a", "back"), Edge("b", "c", "on")]
    )
    places = {(box.column, box.row) for box in machine.boxes}
    assert len(places) == 4
    assert [[node.name for node in layer] for layer in machine.layers] == [
        ["a"],
        ["b"],
        ["c"],
        ["alone"],
    ]
    assert len(machine.lines) == 3
    assert machine.passages[1] == ("B", "back", "A", False)


def test_every_example_of_the_gallery_is_an_invention() -> None:
    assert "Fatou S." in str(invented.everything())
