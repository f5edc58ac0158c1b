"""Start-up grants on the screen: case, ranking, sheets of readers, the applicant's own page."""


def register_all() -> None:
    """Let the view of every step know its forms, and each case its page."""
    from portal.grants import forms, life_forms, pages

    forms.register_all()
    life_forms.register_all()
    pages.register_all()
