"""The papers of a dote: what each of them says, frozen when its step happens."""

from __future__ import annotations


def register_all() -> None:
    """Register the papers with the one registry; done by importing what declares them."""
