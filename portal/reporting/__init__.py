"""The pages of claims: expenditure items, claims, their statements, and every download."""


def register_all() -> None:
    """Let the view of every step know these forms, each row its page, each export its name."""
    # The exports register by import, as in every package.
    from portal.reporting import book_exports, forms, pages, trail_exports  # noqa: F401

    forms.register_all()
    pages.register_all()
