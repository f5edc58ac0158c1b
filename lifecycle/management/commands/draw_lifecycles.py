"""Writes docs/lifecycles.md from the machines as the code declares them."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from lifecycle.diagram import document


class Command(BaseCommand):
    """Draws every machine; with --check it only says whether the page is stale."""

    help = "Write docs/lifecycles.md from the machines; --check fails when the page is stale."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if stale")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page, or compare it."""
        page = Path(settings.BASE_DIR) / "docs" / "lifecycles.md"
        with translation.override("en"):
            wanted = document()
        if not options["check"]:
            page.write_text(wanted)
        elif not page.exists() or page.read_text() != wanted:
            self.stderr.write("docs/lifecycles.md is stale: run manage.py draw_lifecycles")
            raise SystemExit(1)
