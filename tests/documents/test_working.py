"""The worker asks, as the web server does, whether the database can keep its promises."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit import triggers


def test_the_worker_does_not_start_without_the_triggers(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triggers, "census", lambda connection: ["The trigger x is missing."])
    with pytest.raises(CommandError, match=r"x is missing\. Run manage.py migrate"):
        call_command("work", "--once", stdout=StringIO())


def test_the_worker_starts_on_a_safe_database(db: None) -> None:
    told = StringIO()
    call_command("work", "--once", stdout=told, stderr=StringIO())
    assert "issued 0, failed 0" in told.getvalue()
