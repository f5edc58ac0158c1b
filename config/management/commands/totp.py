"""Prints somebody's sign-in code, in a demonstration."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.demonstration import accounts

PERIOD, LONG_ENOUGH = 30, 10  # seconds: how long a code holds, and how long typing it takes


class Command(BaseCommand):
    """Prints the code of this half minute; one that is about to end gives way to the next."""

    help = "Print the sign-in code of an account of the demonstration, by its e-mail address."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address."""
        parser.add_argument("email", help="such as anna@example.invalid")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print six digits; say so where there is no demonstration, account or second factor."""
        if not settings.DEMONSTRATION:
            raise CommandError("Codes are printed in a demonstration only.")
        secret = accounts.secret_of(options["email"])
        if secret is None:
            raise CommandError(f"{options['email']} has no second factor here.")
        left = PERIOD - time.time() % PERIOD
        if left < LONG_ENOUGH:
            time.sleep(left)
        self.stdout.write(accounts.code(secret))
