"""Runs every check in order, one stage after the other, and sums up at the end."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from config import system
from tests.quickness import FAST

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
NO_TEST_RAN = 5  # pytest's exit code


@dataclass(frozen=True)
class Stage:
    """One check: its command, and what it needs of the operating system."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    need: system.Need | None = None
    is_there: Callable[[], object] = bool
    fast: bool = False

    @property
    def left_out(self) -> bool:
        """Say whether the operating system lacks what the stage needs."""
        return self.need is not None and not self.is_there()

    @property
    def runs_pytest(self) -> bool:
        """Say whether the stage is a run of pytest, which takes -k."""
        return self.command[0] == "pytest"


@dataclass(frozen=True)
class Outcome:
    """How a stage ended: passed, failed or left out, and after how many seconds."""

    stage: Stage
    word: str
    seconds: float = 0.0


POSTGRES = {"PERCORSI_TEST_DATABASE": "postgres"}
SUITE = ("pytest", "-q", "-n", "2", "--dist", "loadfile")


def _postgres(name: str, *command: str) -> Stage:
    return Stage(name, command, POSTGRES, system.POSTGRESQL, system.postgresql_programs)


STAGES = (
    Stage("lint", ("ruff", "check", "."), fast=True),
    Stage("format", ("ruff", "format", "--check", "--quiet", "."), fast=True),
    Stage("types", ("mypy",), fast=True),
    Stage("layers", ("lint-imports", "--no-logo"), fast=True),
    Stage(
        "migrations",
        ("python", "manage.py", "makemigrations", "--check", "--dry-run"),
        {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        fast=True,
    ),
    Stage("templates", ("djlint", "portal", "--lint", "--quiet"), fast=True),
    Stage("sqlite", SUITE, fast=True),
    _postgres("postgres", *SUITE),
    Stage(
        "browser",
        ("pytest", "-q", "-m", "browser", "tests"),
        need=system.CHROMIUM,
        is_there=system.chromium,
    ),
    Stage("harness", ("pytest", "-q", "-m", "harness", "tests")),
    _postgres("harness-postgres", "pytest", "-q", "-m", "harness", "tests"),
)
WITHIN_THE_SUITE = (  # tests that the suite itself leaves out on a machine that lacks something
    Stage("PDF tests", (), need=system.PANGO, is_there=system.has_pango),
    Stage("LibreOffice tests", (), need=system.CALC, is_there=system.has_calc),
)


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; return 0 when all of it passed."""
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    chosen = [
        stage
        for stage in STAGES
        if (not asked.only or stage.name in asked.only) and (stage.fast or not asked.fast)
    ]
    outcomes = [_run(stage, asked.words, fast=asked.fast) for stage in chosen]
    if any(stage.runs_pytest for stage in chosen):
        outcomes += [Outcome(each, "left out") for each in WITHIN_THE_SUITE if each.left_out]
    _sum_up(outcomes)
    bad = {"failed", "left out"} if asked.complete else {"failed"}
    return int(any(outcome.word in bad for outcome in outcomes))


def _parser() -> argparse.ArgumentParser:
    names = [stage.name for stage in STAGES]
    parser = argparse.ArgumentParser(prog="./test", description="Check everything.")
    parser.add_argument(
        "--fast", action="store_true", help="no slow tests, PostgreSQL, browser or harness"
    )
    parser.add_argument("--only", action="append", choices=names, help="this stage (repeatable)")
    parser.add_argument("-k", dest="words", help="only tests whose names match, as in pytest")
    parser.add_argument("--complete", action="store_true", help="a stage left out is a failure")
    return parser


def _run(stage: Stage, words: str | None, *, fast: bool = False) -> Outcome:
    """Run one stage with its output going straight through."""
    if stage.left_out:
        return Outcome(stage, "left out")
    wanted = wanted_of(stage, words, fast=fast)
    print(f"\n=== {stage.name}: {' '.join([*stage.command, *wanted])}", flush=True)
    began = time.monotonic()
    command = [str(BIN / stage.command[0]), *stage.command[1:], *wanted]
    code = _wait_for(command, os.environ | stage.environment)
    passed = code == 0 or (code == NO_TEST_RAN and words is not None and stage.runs_pytest)
    return Outcome(stage, "passed" if passed else "failed", time.monotonic() - began)


def wanted_of(stage: Stage, words: str | None, *, fast: bool) -> list[str]:
    """Return the arguments that choose among the stage's tests; none for the whole stage."""
    chosen = ["-m", FAST] if fast else []
    chosen += ["-k", words] if words else []
    return chosen if stage.runs_pytest else []


def _wait_for(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Return the exit code; whoever ends us lets the command clean up first."""
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            return process.wait()
        except BaseException:
            process.terminate()
            process.wait()
            raise


def _sum_up(outcomes: Sequence[Outcome]) -> None:
    """Print a line for each stage, and how to install what was missing."""
    width = shutil.get_terminal_size().columns
    print("\n" + "=" * min(width, 60))
    for outcome in outcomes:
        print(f"{outcome.word:9} {outcome.seconds:7.1f} s  {outcome.stage.name}")
    for need in dict.fromkeys(o.stage.need for o in outcomes if o.word == "left out"):
        if need is not None:
            print(f"Left out for want of {need.purpose}; to install it: {need.apt_line}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
