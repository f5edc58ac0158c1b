"""Compiles the translations without the gettext programs."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.messages import BadTranslation, compile_stale


class Command(BaseCommand):
    """Write django.mo beside each django.po that is newer."""

    help = "Compiles the translations that changed, in Python."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile; stop with the line of the first catalogue that is wrong."""
        try:
            for folder in settings.LOCALE_PATHS:
                for source in compile_stale(folder):
                    self.stdout.write(f"compiled {source}")
        except BadTranslation as fault:
            raise CommandError(str(fault)) from fault
