"""Registers the individual endowment: its timed steps, its papers, its answers to payments."""

from django.apps import AppConfig


class DoteConfig(AppConfig):
    """The individual endowment."""

    name = "dote"

    def ready(self) -> None:
        """Register what the dote answers to time, to the bank and to requests for papers."""
        # papers and exports register as they are imported
        from dote import answers, certificates, papers, sentences, timed

        timed.register_all()
        answers.register_all()
        sentences.register_all()
