"""What the bank did is entered for many payments at once, each on its own."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounting.models import Entry
from tests import batch_path
from tests.batch_path import ENTERED, SENT, VALUE
from tests.dote_path import path
from tests.world import World
from treasury import outcomes
from treasury.models import PaymentLine
from treasury.outcomes import Kind, Outcome
from treasury.states import LineState

HEAD = "end_to_end;outcome;bank_reference;value_date;reason\n"


@pytest.fixture
def lines(world: World) -> list[PaymentLine]:
    """Return four payments that are at the bank."""
    path(world).cleared_months()
    return batch_path.lines_of(batch_path.sent(world, batch_path.payables()))


def test_one_wrong_outcome_leaves_the_others_entered(
    world: World, lines: list[PaymentLine]
) -> None:
    told = [
        Outcome(lines[0], Kind.EXECUTED, bank_reference="CRO1", value_date=VALUE),
        Outcome(lines[1], Kind.EXECUTED, bank_reference="CRO2", value_date=SENT.replace(day=1)),
        Outcome(lines[2], Kind.REFUSED, reason="AC01"),
        Outcome(lines[3], Kind.RETURNED, bank_reference="RET1", value_date=VALUE, reason="AC04"),
    ]
    results = outcomes.enter(told, by=world.giulia, on=ENTERED)
    assert [result.entered for result in results] == [True, False, True, False]
    states = [batch_path.read(line).state for line in lines]
    assert states == [LineState.EXECUTED, LineState.SENT, LineState.REFUSED, LineState.SENT]
    assert Entry.objects.filter(posting="PAY").count() == 1


def test_an_outcome_without_its_facts_is_told_so(world: World, lines: list[PaymentLine]) -> None:
    told = [Outcome(lines[0], Kind.EXECUTED), Outcome(lines[1], Kind.REFUSED)]
    executed, refused = outcomes.enter(told, by=world.giulia, on=ENTERED)
    assert executed.sentences == (
        "Write the reference that the bank gave.",
        "Write the value date of the bank.",
    )
    assert refused.sentences == ("Write the reason that the bank gave.",)


def test_anna_enters_no_outcome(world: World, lines: list[PaymentLine]) -> None:
    told = [Outcome(lines[0], Kind.EXECUTED, bank_reference="CRO1", value_date=VALUE)]
    [result] = outcomes.enter(told, by=world.anna, on=ENTERED)
    assert result.sentences == ("“Executed by the bank” is done by: Finance officer.",)


def test_a_file_of_outcomes_is_entered_once(
    world: World, lines: list[PaymentLine], tmp_path: Path
) -> None:
    rows = [f"{line.end_to_end};executed;CRO{n};{VALUE};" for n, line in enumerate(lines)]
    file = tmp_path / "outcomes.csv"
    file.write_text(HEAD + "\n".join(rows), encoding="utf-8")
    for entered in (4, 0):
        said = StringIO()
        call_command("enter_outcomes", file, by=world.giulia.email, on=ENTERED, stdout=said)
        assert f"{entered} of 4 outcomes entered" in said.getvalue()
    assert Entry.objects.filter(posting="PAY").count() == 4


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("nobody;executed;CRO1;2027-02-11;", "row 3, end_to_end"),
        ("{};paid;CRO1;2027-02-11;", "row 3, outcome"),
        ("{};executed;CRO1;11/02/2027;", "row 3, value_date"),
        ("{};executed;CRO1", "row 3, value_date"),
    ],
)
def test_a_file_with_a_wrong_row_is_refused_as_a_whole(
    world: World, lines: list[PaymentLine], tmp_path: Path, row: str, told: str
) -> None:
    good = f"{lines[0].end_to_end};executed;CRO1;{VALUE};\n"
    file = tmp_path / "outcomes.csv"
    file.write_text(HEAD + good + row.format(lines[1].end_to_end), encoding="utf-8")
    with pytest.raises(CommandError, match=told):
        call_command("enter_outcomes", file, by=world.giulia.email, on=ENTERED)
    assert batch_path.read(lines[0]).state == LineState.SENT
