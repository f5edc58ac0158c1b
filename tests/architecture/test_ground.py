"""The test ground itself: tests roll back or throw away, and nothing leaves the machine."""

import os
import socket
import subprocess
import sys

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests import ground

COUNT = (
    "import django; django.setup();"
    "from django.contrib.contenttypes.models import ContentType as C;"
    "print(C.objects.filter(app_label='there').count())"
)


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_writes_is_rolled_back(turn: int) -> None:
    assert not ContentType.objects.filter(app_label="here").exists()
    ContentType.objects.create(app_label="here", model="thing")


@pytest.mark.parametrize("turn", [1, 2])
def test_a_fresh_database_is_seen_by_another_process(
    turn: int, fresh_database: ground.Database
) -> None:
    ContentType.objects.create(app_label="there", model="thing")
    seen = subprocess.run(
        [sys.executable, "-c", COUNT],
        env=fresh_database.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert seen.stdout.strip() == "1"


@pytest.mark.django_db
def test_the_application_role_does_not_own_the_tables() -> None:
    if connection.vendor != "postgresql":
        assert os.path.exists(connection.settings_dict["NAME"])
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
        assert cursor.fetchall() == [("percorsi_owner",)]
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("percorsi_app",)


def test_a_test_cannot_reach_the_network() -> None:
    with socket.socket() as outside, pytest.raises(AssertionError):
        outside.connect(("192.0.2.1", 80))
