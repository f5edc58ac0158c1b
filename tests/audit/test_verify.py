"""The stored trail is verified in place, in sentences and in JSON."""

import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from audit import seals, verdict, verifier
from audit.stored import verify_stored
from audit.verifier import Fault
from tests.audit.story import tell, tell_months

pytestmark = pytest.mark.django_db


def verify(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run the command; return its exit code and what it printed."""
    code = 0
    try:
        with translation.override("en"):
            call_command("verify_trail", *arguments)
    except SystemExit as end:
        code = int(str(end.code))
    return code, capsys.readouterr().out


def test_a_trail_on_the_first_day_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = verify(capsys)
    assert code == 0
    assert printed.startswith("The trail is whole.")


def test_a_whole_trail_says_what_no_seal_covers_yet(capsys: pytest.CaptureFixture[str]) -> None:
    tell_months()
    code, printed = verify(capsys)
    assert code == 0
    assert "2 events in 1 streams" in printed
    assert "story.case:00: 9–10" in printed


@pytest.mark.slow
def test_no_edit_no_alarm_however_the_trail_grew() -> None:
    for number in range(1, 6):
        tell_months(streams=number, months=number)
        report = verify_stored()
        last = seals.latest()
        assert last
        assert report.faults == []
        assert verify_stored(paper=(last.size, last.root)).faults == []


def test_strange_but_honest_text_raises_no_alarm() -> None:
    for text in ('"', "\\", ',"prev":"' + "0" * 64, "\n\t\x00\x1f", "’è漢\u2028😀", '{"seq":1}'):
        tell("config", "say" + text.replace("\x00", ""))
        report = verify_stored()
        assert report.faults == [], text


def test_the_report_for_machines_has_the_same_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    last = tell_months()[-1]
    code, printed = verify(capsys, "--json")
    told = json.loads(printed)
    assert code == 0
    assert told["whole"] is True
    assert (told["size"], told["root"]) == (last.size, last.root)
    assert told["events"] == told["sealed"] + 2 == last.size + 2
    assert told["unsealed"] == [{"stream": "story.case:00", "first": 9, "last": 10}]
    assert told["faults"] == []


def test_another_number_on_paper_is_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    last = tell_months()[-1]
    assert verify(capsys, "--size", str(last.size), "--root", last.root)[0] == 0
    code, printed = verify(capsys, "--size", str(last.size), "--root", "ab" * 32)
    assert code == 1
    assert "The trail is not whole." in printed
    assert "- The root printed on paper is not the one of that seal." in printed
    code, printed = verify(capsys, "--json", "--size", "1", "--root", last.root)
    assert code == 1
    assert [fault["kind"] for fault in json.loads(printed)["faults"]] == ["size differs from paper"]


def test_size_and_root_go_together(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="together"):
        verify(capsys, "--size", "5")


def test_every_fault_the_verifier_can_name_has_a_sentence() -> None:
    source = Path(verifier.__file__).read_text("utf-8")
    named = set(re.findall(r'(?:Fault|_blame)\(\s*"([a-z ]+)"', source))
    named |= set(re.findall(r'"([a-z]+ [a-z ]+)" if ', source))
    assert len(named) >= 10
    assert named <= set(verdict.KINDS)
    for kind in verdict.KINDS:
        fault = Fault(kind, "story.case:01", 3, 5, 2, "actor")
        assert "%" not in verdict.sentence(fault)
        assert str(fault).startswith(kind)
