"""The commands with which a newcomer meets the project."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import stages

ROOT = Path(__file__).resolve().parent.parent.parent


def test_run_says_which_port_is_free_when_its_own_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "config.launch", "--port", str(port)],
            cwd=ROOT,
            env=os.environ,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert f"port {port} is taken; try ./run --port {port + 1}" in done.stderr


def test_a_stage_without_its_system_package_is_left_out_and_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    stage = stages.Stage("p", ("pytest",), need=stages.system.POSTGRESQL, is_there=lambda: None)
    assert stage.left_out
    stages._sum_up([stages.Outcome(stage, "left out")])
    printed = capsys.readouterr().out
    assert "Left out for want of PostgreSQL" in printed
    assert "sudo apt-get install postgresql" in printed


def test_the_locks_name_no_registry_and_no_folder() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / lock).read_text().splitlines()
        assert [line for line in lines if "://" in line or line.startswith("-")] == []
        pinned = [line for line in lines if line and not line.startswith(" ")]
        assert all("==" in line and line.endswith("\\") for line in pinned)
