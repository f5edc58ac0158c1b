"""The pages of the participant, telephone first: what happens next, and what to do for it."""


def register_all() -> None:
    """Let every step that a participant takes ask with its form and lead back to their pages."""
    from portal.participant import confirming, pages

    confirming.register_all()
    pages.register_all()
