"""Makes PDF/A-3u files from HTML, from our own assets only, the same bytes for the same input."""

import threading
import warnings
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from weasyprint import Document

APT_LINE = "apt-get install libpangoft2-1.0-0 libharfbuzz-subset0"
VARIANT = "pdf/a-3u"
# Layouts share the loaded fonts, which Pango does not lend to two threads at once.
_one_at_a_time = threading.Lock()
ASSETS = Path(__file__).parent / "assets"


class UnavailableError(RuntimeError):
    """Raised when this machine cannot make PDF files; says which packages it lacks."""


@cache
def missing() -> str:
    """Return what keeps this machine from making PDF files, with its remedy; else nothing."""
    try:
        import_module("weasyprint")  # which looks for Pango when it is loaded
    except OSError:
        return _("Documents wait: the Pango library is missing. Install it with: %(line)s") % {
            "line": APT_LINE
        }
    return ""


def lay_out(html: str) -> "Document":
    """Return the pages of an HTML document; raise UnavailableError where Pango is missing."""
    if missing():
        raise UnavailableError(missing())
    from documents import printing

    with _one_at_a_time:
        return printing.lay_out(html)


def styles() -> bytes:
    """Return the sheet of styles that every file is laid out with."""
    return (ASSETS / "paper.css").read_bytes()


def finish(parts: Sequence["Document"], *, mark: str) -> bytes:
    """Return one PDF of all parts; `mark` (hexadecimal) is its identifier."""
    whole = parts[0].copy([page for part in parts for page in part.pages])
    with _one_at_a_time, warnings.catch_warnings():
        # WeasyPrint does not close the file of its colour profile; it is gone on return.
        warnings.simplefilter("ignore", ResourceWarning)
        written: bytes = whole.write_pdf(pdf_identifier=bytes.fromhex(mark), pdf_variant=VARIANT)
    return written
