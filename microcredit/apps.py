"""Registers the social microloan: its timed steps, its papers, its answers to payments."""

from django.apps import AppConfig


class MicrocreditConfig(AppConfig):
    """The social microloan."""

    name = "microcredit"

    def ready(self) -> None:
        """Register what the loan answers to time, to the bank and to requests for papers."""
        from microcredit import answers, papers, timed, triggers  # papers register when imported

        timed.register_all()
        answers.register_all()
        triggers.declare_all()
