"""Loads the reference data: territories, prices, rules, parameters and what others register."""

from typing import Any

from django.core.management.base import BaseCommand

from programme import reference


class Command(BaseCommand):
    """Fill the reference tables; running it again adds nothing."""

    help = "Load reference data from fixtures/; a second run adds nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every loader in one transaction and say what each added."""
        for name, added in reference.load_all().items():
            if options["verbosity"] > 0:
                self.stdout.write(f"{name}: {added} added")
