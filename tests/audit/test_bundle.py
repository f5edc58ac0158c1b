"""Carla, the auditor, verifies a bundle on a machine that has nothing but Python."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from audit import clock, seals, verdict, verifier
from audit.bundle import NothingSealed, Written, write_bundle
from audit.models import Seal
from audit.verifier import Bundle
from tests.audit.story import tell, tell_months

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Tell four months, two events after the last seal, and export all of it."""
    tell_months()
    write_bundle(tmp_path / "bundle.zip")
    return tmp_path / "bundle.zip"


@pytest.fixture
def paper(bundle: Path) -> Seal:
    """Return the numbers that were printed."""
    last = seals.latest()
    assert last
    return last


def alone(bundle: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a copy of the verifier in an empty folder, isolated from everything installed."""
    folder = bundle.parent / "alone"
    folder.mkdir(exist_ok=True)
    shutil.copy(verifier.__file__, folder)
    return subprocess.run(
        [sys.executable, "-I", "verifier.py", str(bundle), *map(str, arguments)],
        cwd=folder,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )


def edited(bundle: Path, name: str, edit: Callable[[bytes], bytes]) -> Path:
    """Return a copy of the bundle with one member edited."""
    copy = bundle.with_name("edited.zip")
    with ZipFile(bundle) as old, ZipFile(copy, "w") as new:
        for member in old.namelist():
            text = old.read(member)
            new.writestr(member, edit(text) if member == name else text)
    return copy


def test_carla_finds_the_bundle_whole(bundle: Path, paper: Seal) -> None:
    done = alone(bundle, "--size", paper.size, "--root", paper.root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("whole\n")
    assert "unsealed tail, for which nothing vouches yet: 2 events" in done.stdout
    assert "story.case:00: 9 to 10" in done.stdout


def test_carla_may_hold_an_older_paper(bundle: Path) -> None:
    for older in Seal.objects.all():
        done = alone(bundle, "--size", older.size, "--root", older.root.upper())
        assert done.returncode == 0, done.stdout


def test_a_wrong_number_on_the_paper_is_named(bundle: Path, paper: Seal) -> None:
    size = alone(bundle, "--size", paper.size + 1, "--root", paper.root)
    root = alone(bundle, "--size", paper.size, "--root", "ab" * 32)
    key = alone(bundle, "--size", paper.size, "--root", paper.root, "--public-key", "cd" * 32)
    assert (size.returncode, root.returncode, key.returncode) == (1, 1, 1)
    assert "size differs from paper" in size.stdout
    assert "root differs from paper" in root.stdout
    assert "signature wrong: seal 4" in key.stdout


def test_without_the_paper_the_verifier_does_not_start(bundle: Path) -> None:
    assert alone(bundle).returncode == 2


def test_an_edited_event_is_named_with_its_place(bundle: Path, paper: Seal) -> None:
    copy = edited(bundle, "events.jsonl", lambda text: text.replace(b'"step":2', b'"step":3', 1))
    done = alone(copy, "--size", paper.size, "--root", paper.root)
    assert done.returncode == 1
    assert done.stdout.splitlines()[:2] == [
        "NOT WHOLE: 1 faults",
        "- event changed: stream story.case:00, event 2",
    ]


@pytest.mark.parametrize(
    ("name", "edit", "words"),
    [
        ("events.jsonl", lambda text: b"{]\n" + text, "events.jsonl, line 1"),
        ("events.jsonl", lambda text: text.replace(b'"seq":3,', b'"seq":"3",', 1), "line 5"),
        ("events.jsonl", lambda text: text.replace(b'"stream"', b'"streem"', 1), "line 1"),
        ("events.jsonl", lambda text: text[:-5], "events.jsonl, line"),
        ("seals.jsonl", lambda text: text.replace(b'"leaves":[[', b'"leaves":[[[', 1), "line 1"),
        ("seals.jsonl", lambda text: text.replace(b'"number":1,', b"", 1), "line 1"),
        ("seals.jsonl", lambda text: b"", "size differs from paper"),
        ("public_key.txt", lambda text: b"ab" * 32, "signature wrong: seal 4"),
        ("public_key.txt", lambda text: b"\xff", "public_key.txt, line 1"),
    ],
)
def test_a_damaged_file_is_named(
    bundle: Path, paper: Seal, name: str, edit: Callable[[bytes], bytes], words: str
) -> None:
    done = alone(edited(bundle, name, edit), "--size", paper.size, "--root", paper.root)
    assert (done.returncode, done.stderr) == (1, "")
    assert words in done.stdout


def test_a_missing_part_is_named(bundle: Path, paper: Seal) -> None:
    for missing in ("events.jsonl", "seals.jsonl", "public_key.txt"):
        copy = bundle.with_name("less.zip")
        with ZipFile(bundle) as old, ZipFile(copy, "w") as new:
            for member in set(old.namelist()) - {missing}:
                new.writestr(member, old.read(member))
        done = alone(copy, "--size", paper.size, "--root", paper.root)
        assert (done.returncode, done.stderr) == (1, "")
        assert f"unreadable: {missing}" in done.stdout


@pytest.mark.slow
def test_a_file_with_any_broken_byte_is_never_called_whole(bundle: Path, paper: Seal) -> None:
    whole = bundle.read_bytes()
    broken = bundle.with_name("broken.zip")
    with ZipFile(bundle) as members:
        first = members.getinfo("public_key.txt").header_offset
        end = members.start_dir
    key = (paper.size, paper.root)
    for place in range(first, end, 131):
        broken.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        read = Bundle(str(broken))
        found = verifier.verify(
            read.seals, read.events, paper=key, public_key=read.public_key
        ).faults
        same = (read.seals, read.public_key) == (Bundle(str(bundle)).seals, paper.public_key)
        assert found or read.faults or same, place


def test_a_truncated_file_is_named(bundle: Path, paper: Seal) -> None:
    cut = bundle.with_name("cut.zip")
    cut.write_bytes(bundle.read_bytes()[:-100])
    done = alone(cut, "--size", paper.size, "--root", paper.root)
    assert (done.returncode, done.stderr) == (1, "")
    assert "unreadable" in done.stdout


@pytest.mark.slow
def test_the_same_trail_gives_the_same_bytes(bundle: Path) -> None:
    again = bundle.with_name("again.zip")
    write_bundle(again)
    assert again.read_bytes() == bundle.read_bytes()


def test_what_was_under_seal_gives_the_same_bytes_ever_after(tmp_path: Path) -> None:
    with clock.fixed(NOON):
        tell("config", "open", "close")
        seals.seal()
    then = write_bundle(tmp_path / "then.zip", as_of=NOON + timedelta(hours=1))
    tell("config", "open")
    tell("auth:ANNA", "sign_in")
    seals.seal()
    later = write_bundle(tmp_path / "later.zip", as_of=NOON + timedelta(hours=1))
    assert then == later
    assert (then.events, then.size) == (2, 2)
    assert (tmp_path / "then.zip").read_bytes() == (tmp_path / "later.zip").read_bytes()
    done = alone(tmp_path / "later.zip", "--size", 2, "--root", then.root)
    assert done.returncode == 0
    assert "unsealed" not in done.stdout


def test_nothing_is_exported_before_the_first_seal(tmp_path: Path) -> None:
    tell("config", "open")
    with pytest.raises(NothingSealed):
        write_bundle(tmp_path / "bundle.zip")
    with pytest.raises(CommandError):
        call_command("export_trail", out=tmp_path / "bundle.zip", as_of=NOON)
    assert list(tmp_path.iterdir()) == []


def test_the_command_prints_the_numbers(
    bundle: Path, paper: Seal, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("export_trail", "--out", str(bundle), "--as-of", "2100-01-01T00:00")
    printed = capsys.readouterr().out
    assert paper.root in printed
    assert paper.public_key in printed
    assert str(paper.size) in printed


def test_every_line_is_plain_json(bundle: Path) -> None:
    with ZipFile(bundle) as members:
        events = [json.loads(line) for line in members.read("events.jsonl").splitlines()]
        told = [json.loads(line) for line in members.read("seals.jsonl").splitlines()]
        readme = members.read("README.txt").decode()
    assert {"hash", "content"} == set(events[0])
    assert [seal["number"] for seal in told] == [1, 2, 3, 4]
    offline = set(verdict.KINDS) - {"columns changed", "case remembers another"}
    for kind in offline:
        assert kind.split()[0] in readme, kind


def test_written_says_what_goes_on_paper(tmp_path: Path) -> None:
    tell("config", "open")
    made = seals.seal()
    assert made
    written = write_bundle(tmp_path / "bundle.zip")
    assert written == Written(1, made.size, made.root, made.public_key)
