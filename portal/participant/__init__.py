"""The pages of the participant, telephone first: what happens next, and what to do for it."""


def register_all() -> None:
    """Let every step that a participant takes lead back to their own pages."""
    from portal.participant import pages

    pages.register_all()
