"""Takes paid payables up as expenditure items."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from audit import clock
from expenditure.harvest import harvest


class Command(BaseCommand):
    """`manage.py harvest`."""

    help = "Enter one expenditure item for each payable that was paid. Run twice, it adds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what may be said on the line."""
        parser.add_argument("--on", type=date.fromisoformat, help="the day, today by default")

    def handle(self, *args: Any, **options: Any) -> None:
        """Harvest, and name what was entered."""
        for item in harvest(on=options["on"] or clock.today()):
            self.stdout.write(item.reference)
