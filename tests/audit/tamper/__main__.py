"""Runs the tampering harness at any length, on SQLite or PostgreSQL.

    python -m tests.audit.tamper --count 10000
    PERCORSI_TEST_DATABASE=postgres python -m tests.audit.tamper --count 10000

Half of the tamperings are edits of the database by its owner's SQL, half are edits of an
exported bundle. Exit code 1, and a line for each, when one was not found or not located.
"""

import os
import sys

import django


def main() -> int:
    """Set Django up for the tests, then run at the length asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tests.audit.tamper.long_run import run_long

    return run_long(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
