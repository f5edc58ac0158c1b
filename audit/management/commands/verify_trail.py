"""Verifies the stored trail and says what is wrong and where."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit import verdict
from audit.stored import verify_stored


class Command(BaseCommand):
    """Verify the trail: exit code 0 when it is whole, 1 when it is not."""

    help = "Verify every event, chain and seal; exit code 1 when something is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the numbers on paper, and the form of the answer."""
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument("--size", type=int, help="number of events printed on paper")
        parser.add_argument("--root", help="root printed on paper")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, print the report, and set the exit code."""
        size, root = options["size"], options["root"]
        if (size is None) != (root is None):
            raise CommandError("--size and --root go together.", returncode=2)
        report = verify_stored(paper=(size, root.lower()) if root else None)
        if options["json"]:
            self.stdout.write(json.dumps(verdict.as_data(report), indent=1, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(verdict.sentences(report)))
        if report.faults:
            sys.exit(1)
