"""The pages of loans: the portfolio, the case, its assessment and its votes."""


def register_all() -> None:
    """Let the view of every step know the forms of loans, and each loan its page."""
    from importlib import import_module

    from portal.loans import forms, pages

    import_module("portal.loans.plan_download")  # registers as it is imported
    forms.register_all()
    pages.register_all()
