"""Replays the trail beside the cases and says where they disagree."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lifecycle import replay


class Command(BaseCommand):
    """Compare every row with its last event; exit code 1 when one of them differs."""

    help = "Compare every case with its trail: exit code 0 when they agree, 1 with what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the differences as JSON."""
        parser.add_argument("--json", action="store_true", help="write the differences as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the differences; CommandError (exit code 1) if there are any."""
        found = replay.differences()
        if options["json"]:
            told = [asdict(each) | {"sentence": str(each)} for each in found]
            self.stdout.write(json.dumps(told, indent=1, ensure_ascii=False))
        else:
            for each in found:
                self.stdout.write(f"- {each}")
        if found:
            raise CommandError(
                _("Cases and trail disagree in %(count)s places.") % {"count": len(found)}
            )
        if not options["json"]:
            self.stdout.write(_("Every case is what its trail says."))
