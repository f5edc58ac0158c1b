"""Seals what happened since the last seal; run every few minutes and before each statement."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from audit import seals


class Command(BaseCommand):
    """Seal the trail."""

    help = "Seal all events since the last seal: a signed Merkle root, chained to the one before."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal, and print the two numbers that go on paper."""
        made = seals.seal()
        if made is None:
            self.stdout.write(_("Nothing happened since the last seal."))
            return
        self.stdout.write(
            _("Seal %(number)s: size %(size)s, root %(root)s.")
            % {"number": made.number, "size": made.size, "root": made.root}
        )
