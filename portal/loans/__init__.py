"""The pages of loans: the portfolio, the case, its assessment and its votes."""


def register_all() -> None:
    """Let the view of every step know the forms of loans, and each loan its page."""
    from importlib import import_module

    from portal.loans import forms, life_forms, pages, receipt_foreseen

    for exports in ("arrears", "code_of_conduct", "plan_download", "receipt_lists"):
        import_module(f"portal.loans.{exports}")  # registers as it is imported
    forms.register_all()
    life_forms.register_all()
    pages.register_all()
    receipt_foreseen.register_all()
