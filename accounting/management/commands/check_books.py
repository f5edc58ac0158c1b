"""Checks the books and says what is wrong in them."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounting import check_books


class Command(BaseCommand):
    """Run every validator; the exit code is 1 when one of them found something."""

    help = "Checks the books: exit code 0 when they are sound, 1 with a line for each finding."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the findings as JSON."""
        parser.add_argument("--json", action="store_true", help="write the findings as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings; CommandError (exit code 1) if there are any."""
        found = check_books.findings()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in found], indent=1))
        else:
            for finding in found:
                self.stdout.write(str(finding))
        if found:
            raise CommandError(f"The books are not sound: {len(found)} findings.")
        if not options["json"]:
            self.stdout.write(f"The books are sound: {len(check_books.VALIDATORS)} checks.")
