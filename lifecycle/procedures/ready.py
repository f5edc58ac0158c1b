"""Registers what procedures answer to time, to requests for papers, to who closes a case."""

from importlib import import_module

from accounting import check_books
from lifecycle.procedures import kinds
from lifecycle.registries import consequences

TIMED = (
    "adverse",
    "extension",
    "integration",
    "recovery",
    "reopening",
    "revocation",
    "suspension",
    "variation",
)
"""Procedures with steps that time brings."""

SAID = (
    "adverse",
    "appeal",
    "complaint",
    "extension",
    "hold",
    "integration",
    "recovery",
    "reopening",
    "revocation",
    "suspension",
    "transfer",
    "variation",
    "waiver",
)
"""Procedures whose events are said as sentences."""

PAPERS = (
    "adverse",
    "extension",
    "integration",
    "recovery",
    "reopening",
    "revocation",
    "suspension",
    "variation",
    "waiver",
)
"""Procedures with papers, which register as they are imported."""

BOOKS = "lifecycle.procedures.recovery.books"


def register_all() -> None:
    """Register every procedure; called when the applications start."""
    kinds.register_all()
    _let_them_answer_each_other()
    for name in TIMED:
        import_module(f"lifecycle.procedures.{name}.timed").register_all()
    for name in SAID:
        import_module(f"lifecycle.procedures.{name}.sentences").register_all()
    for name in PAPERS:
        import_module(f"lifecycle.procedures.{name}.papers")
    check_books.register("recoveries", import_module(BOOKS).recoveries)


def _let_them_answer_each_other() -> None:
    consequences.on("extension.granted", model="lifecycle.integrationrequest", command="extend")
    variation = "lifecycle.variation"
    consequences.on("integration.sent", model=variation, command="ask_integration")
    for event in ("answered", "expired", "closed"):
        consequences.on(f"integration.{event}", model=variation, command="go_on")
