"""Registers the lifecycle package, and the database's own guards of every machine."""

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    """The engine, its proposals and the shared procedures."""

    name = "lifecycle"

    def ready(self) -> None:
        """Declare the triggers once all machines are known."""
        from lifecycle import triggers

        triggers.declare_all()
