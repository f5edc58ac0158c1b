"""Registers the portal package with Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Everything that speaks HTTP."""

    name = "portal"

    def ready(self) -> None:
        """Let the view of every step know its forms, and each case its page."""
        from portal import (
            casework,
            complaints,
            finance,
            grants,
            loans,
            operator,
            participant,
            procedures,
            reporting,
        )

        desks = (
            casework,
            complaints,
            finance,
            grants,
            loans,
            operator,
            participant,
            procedures,
            reporting,
        )
        for desk in desks:
            desk.register_all()
