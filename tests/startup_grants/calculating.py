"""Calculates through the command, as anybody would."""

import io
import json
import sys
from typing import Any

import pytest
from django.core.management import call_command


def calculate(monkeypatch: pytest.MonkeyPatch, name: str, case: Any) -> Any:
    """Return what ``manage.py calc`` answers to a case, or a list of cases."""
    answer = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(case)))
    call_command("calc", name, stdout=answer)
    return json.loads(answer.getvalue())
