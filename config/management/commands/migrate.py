"""Migrates as the owner of the tables, who is not the role that the application uses."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from config.database import as_owner


class Command(Migrate):
    """Django's migrate, signed in through PERCORSI_OWNER_DATABASE_URL where it is set."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the migrations and what follows them (triggers, content types)."""
        with as_owner():
            super().handle(*args, **options)
