"""Loads the demonstration, or prints its accounts again."""

from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.demonstration import accounts
from config.demonstration.loading import NotEmpty, load


class Command(BaseCommand):
    """Performs the demonstration in an empty database, with a fixed clock and a fixed seed."""

    help = """Load the demonstration into an empty database, by performing every real step.

  manage.py demonstration             load it, and print the accounts
  manage.py demonstration --accounts  print the accounts again
  manage.py totp EMAIL                print somebody's sign-in code of this half minute

All people are invented; the figures are public, each with its source. There are two operations:
2019-2022, finished, and 2026-2028, in which dotes, payments and claims stand in every state.
The story ends on 18 November 2026; it is the same, event by event, at every run with the same
keys, and each event says that it was made by the clock “demonstration”.
"""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Keep the lines of the help as they are written."""
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the wish to see the accounts alone."""
        parser.add_argument("--accounts", action="store_true", help="print the accounts again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, unless only the accounts are asked for; then print them."""
        if not settings.DEMONSTRATION:
            raise CommandError(
                "This is not a demonstration: everybody would know its passwords. "
                "Set PERCORSI_DEMONSTRATION=1 to have one."
            )
        told = [] if options["accounts"] else [self._load()]
        if options["accounts"] or options["verbosity"]:
            self.stdout.write("\n".join([*told, *accounts.lines()]))

    def _load(self) -> str:
        try:
            events = load()
        except NotEmpty as refused:
            raise CommandError(
                "The demonstration is loaded into an empty database only, and this one has "
                "something in it: name another in PERCORSI_DATABASE_URL, or remove var/."
            ) from refused
        return f"The demonstration is there: {events} events.\n"
