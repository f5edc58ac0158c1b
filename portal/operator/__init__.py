"""The pages of the operator: register a person, follow them, write the plan, send a month."""

from importlib import import_module


def register_all() -> None:
    """Let the list of persons be downloaded: its export registers as it is imported."""
    import_module("portal.operator.exports")
