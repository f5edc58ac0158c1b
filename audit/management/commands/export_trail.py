"""Writes the bundle that an auditor verifies on a machine of her own."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from audit.bundle import NothingSealed, write_bundle
from audit.clock import ROME


class Command(BaseCommand):
    """Export the trail."""

    help = "Write the trail, its seals and the public key into one zip file."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to write, and up to when."""
        parser.add_argument("--out", type=Path, required=True, help="the zip file to write")
        parser.add_argument(
            "--as-of",
            type=_instant,
            help="only what was under seal at this instant (ISO; Rome if without zone)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the bundle and print the numbers that go on paper."""
        try:
            written = write_bundle(options["out"], as_of=options["as_of"])
        except NothingSealed as nothing:
            raise CommandError(
                _("Nothing was under seal at that time: run manage.py seal first.")
            ) from nothing
        self.stdout.write(
            _("%(events)s events. Last seal: size %(size)s, root %(root)s. Key: %(public_key)s.")
            % vars(written)
        )


def _instant(text: str) -> datetime:
    """Return the instant of an ISO text; argparse turns a ValueError into a sentence."""
    given = datetime.fromisoformat(text)
    return given if given.tzinfo else given.replace(tzinfo=ROME)
