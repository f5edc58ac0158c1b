"""Registers what procedures answer to time, to requests for papers, to who closes a case."""

from importlib import import_module

from lifecycle.procedures import kinds
from lifecycle.procedures.hold import sentences as hold_sentences
from lifecycle.procedures.integration import sentences as integration_sentences
from lifecycle.procedures.integration import timed as integration

PAPERS = ("lifecycle.procedures.integration.papers",)
"""Papers register as they are imported."""


def register_all() -> None:
    """Register every procedure; called when the applications start."""
    kinds.register_all()
    integration.register_all()
    integration_sentences.register_all()
    hold_sentences.register_all()
    for module in PAPERS:
        import_module(module)
