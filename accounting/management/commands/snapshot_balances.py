"""Brings the balance snapshot up to date; for the night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounting import snapshots


class Command(BaseCommand):
    """Refresh the snapshot from which balances are read."""

    help = "Brings the balance snapshot up to the newest settled movement."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the movement reached; CommandError when a transaction does not end."""
        try:
            upto = snapshots.refresh()
        except snapshots.Busy as busy:
            raise CommandError(str(busy)) from busy
        self.stdout.write(f"Balances are kept up to movement {upto}.")
