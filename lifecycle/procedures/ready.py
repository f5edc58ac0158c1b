"""Registers what procedures answer to time, to requests for papers, to who closes a case."""

from importlib import import_module

from accounting import check_books
from lifecycle.procedures import kinds

TIMED = (
    "adverse",
    "integration",
    "recovery",
    "reopening",
    "revocation",
)
"""Procedures with steps that time brings."""

SAID = (
    "adverse",
    "appeal",
    "complaint",
    "hold",
    "integration",
    "recovery",
    "reopening",
    "revocation",
)
"""Procedures whose events are said as sentences."""

PAPERS = (
    "adverse",
    "integration",
    "recovery",
    "reopening",
    "revocation",
)
"""Procedures with papers, which register as they are imported."""

BOOKS = "lifecycle.procedures.recovery.books"


def register_all() -> None:
    """Register every procedure; called when the applications start."""
    kinds.register_all()
    for name in TIMED:
        import_module(f"lifecycle.procedures.{name}.timed").register_all()
    for name in SAID:
        import_module(f"lifecycle.procedures.{name}.sentences").register_all()
    for name in PAPERS:
        import_module(f"lifecycle.procedures.{name}.papers")
    check_books.register("recoveries", import_module(BOOKS).recoveries)
