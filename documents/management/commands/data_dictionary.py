"""Writes the data dictionary from the registry of exports."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from documents.dictionary import markdown
from documents.exports import registered

PAGE = Path("docs") / "data-dictionary.md"


class Command(BaseCommand):
    """`manage.py data_dictionary`."""

    help = "Write docs/data-dictionary.md from the registry of exports."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what may be said on the line."""
        parser.add_argument("--check", action="store_true", help="only say whether it is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page, or fail when it is not what the registry says."""
        page = settings.BASE_DIR / PAGE
        text = markdown(registered())
        if options["check"]:
            if not page.exists() or page.read_text() != text:
                raise CommandError(f"{PAGE} is stale: run manage.py data_dictionary")
            return
        page.parent.mkdir(exist_ok=True)
        page.write_text(text)
        self.stdout.write(f"{PAGE} written")
