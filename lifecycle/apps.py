"""Registers the lifecycle package, and the database's own guards of every machine."""

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    """The engine, its proposals and the shared procedures."""

    name = "lifecycle"

    def ready(self) -> None:
        """Register the procedures; declare the triggers once all machines are known."""
        from lifecycle import balances_kept, proposal_sentences, triggers
        from lifecycle.procedures import ready

        ready.register_all()
        proposal_sentences.register_all()
        balances_kept.register_all()
        triggers.declare_all()
