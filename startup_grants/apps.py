"""Registers the start-up grant: its timed steps, its papers, its answers to payments."""

from django.apps import AppConfig


class StartupGrantsConfig(AppConfig):
    """The start-up grant."""

    name = "startup_grants"

    def ready(self) -> None:
        """Register what a grant answers to time, to the bank, to procedures, to the database."""
        from startup_grants import answers, life_sentences, papers, sentences, timed, triggers

        triggers.declare()
        timed.register_all()
        answers.register_all()
        sentences.register_all()
        life_sentences.register_all()
