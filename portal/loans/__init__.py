"""The pages of loans: the portfolio, the case, its assessment and its votes."""


def register_all() -> None:
    """Let the view of every step know the forms of loans, and each loan its page."""
    from portal.loans import forms, pages

    forms.register_all()
    pages.register_all()
