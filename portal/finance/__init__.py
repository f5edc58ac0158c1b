"""The pages of finance and treasury: what is to pay, batches to the bank, outcomes, accounts."""

from importlib import import_module


def register_all() -> None:
    """Let the view of every step know the forms of this desk, and each case its page."""
    from portal.finance import forms, pages

    import_module("portal.finance.exports")  # registers as it is imported

    forms.register_all()
    pages.register_all()
