"""The pages of those who carry a case: desk, case, parts, plan, approvals."""

from importlib import import_module


def register_all() -> None:
    """Let the view of every step know the forms of this desk, and each case its page."""
    from portal.casework import ending_forms, forms, pages

    import_module("portal.casework.exports")  # registers as it is imported

    forms.register_all()
    ending_forms.register_all()
    pages.register_all()
