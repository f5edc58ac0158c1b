"""Issues an export from the command line, as the system."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter

from documents import exports
from documents.companion import companion
from documents.frozen import TotalsDifferError
from documents.issuing import Order, issue
from documents.rendering import UnavailableError
from documents.writers import WRITERS
from people.actors import system_actor
from people.languages import Language

EPILOG = """\
examples:
  manage.py export --list
  manage.py export statement --param claim=DDR-2026-000003 --out statement.xlsx
  manage.py export statement --param claim=DDR-2026-000003 --format pdf --out s.pdf \\
      --companion companion.pdf

The format is taken from the name of the file where --format is not given. The file is kept in the
register of exports and its issue is recorded in the trail; the same cut-off gives the same bytes.
"""


class Formatter(RawDescriptionHelpFormatter, DjangoHelpFormatter):
    """Leaves the examples as they are written."""


class Command(BaseCommand):
    """`manage.py export NAME --out FILE`."""

    help = "Issue an export: a typed table with its cover, in XLSX, CSV, JSON or PDF."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Add the examples to the help."""
        kwargs |= {"epilog": EPILOG, "formatter_class": Formatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what may be said on the line."""
        parser.add_argument("name", nargs="?", help="which export; --list names them")
        parser.add_argument("--list", action="store_true", help="list the exports and stop")
        parser.add_argument("--format", choices=list(WRITERS), help="the format of the file")
        parser.add_argument("--out", type=Path, help="the file to write")
        parser.add_argument(
            "--param",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="a parameter of the export; may be repeated",
        )
        parser.add_argument(
            "--language",
            choices=Language.values,
            default=Language.ITALIAN,
            help="the language of headers and cover; Italian as a rule",
        )
        parser.add_argument(
            "--companion", type=Path, help="also write the sheet (PDF) with the file's hash"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """List the exports, or issue one and say what was written."""
        if options["list"]:
            self._list()
            return
        if not options["name"] or not options["out"]:
            raise CommandError("say which export and --out FILE, or --list")
        self._issue(options)

    def _list(self) -> None:
        for export in exports.registered():
            params = ", ".join(export.form.base_fields) if export.form else "no parameters"
            self.stdout.write(f"{export.name:24} {export.title} ({params})")

    def _issue(self, options: dict[str, Any]) -> None:
        out: Path = options["out"]
        order = Order(
            name=options["name"],
            format=options["format"] or out.suffix.removeprefix("."),
            values=_values(options["param"]),
            by=system_actor(),
            language=options["language"],
        )
        try:
            issued = issue(order)
            out.write_bytes(issued.content)
            if options["companion"]:
                options["companion"].write_bytes(companion([issued.row]))
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from wrong
        except (exports.UnknownExportError, TotalsDifferError, UnavailableError) as wrong:
            raise CommandError(str(wrong.args[0])) from wrong
        self.stdout.write(
            f"{out}: {issued.row.row_count} rows, rows {issued.row.rows_hash}, "
            f"file {issued.row.file_hash}"
        )


def _values(pairs: list[str]) -> dict[str, str]:
    """Return `name=value` pairs as a mapping; CommandError for anything else."""
    values = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise CommandError(f"--param takes NAME=VALUE, not {pair!r}")
        values[name] = value
    return values
