"""Collects the sentences to translate, without the gettext programs."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.catalogues import PARTICIPANTS, WHOLE, renew
from config.extraction import sentences


class Command(BaseCommand):
    """Renew each django.po from code and templates."""

    help = "Adds new sentences to the catalogues, each under its file, and drops old ones."

    def handle(self, *args: Any, **options: Any) -> None:
        """Renew the catalogues and say how many sentences each still wants."""
        found = sentences(settings.BASE_DIR)
        for folder in settings.LOCALE_PATHS:
            for language in (WHOLE, *PARTICIPANTS):
                still = renew(found, folder, language)
                self.stdout.write(f"{language}: {still} to translate")
