"""Registers the social microloan: its timed steps, its papers, its answers to payments."""

from django.apps import AppConfig


class MicrocreditConfig(AppConfig):
    """The social microloan."""

    name = "microcredit"

    def ready(self) -> None:
        """Register what the loan answers to time, to the bank and to requests for papers.

        Papers register as they are imported.
        """
        from accounting import check_books
        from microcredit import answers, books, life_papers, papers, sentences, timed, triggers

        timed.register_all()
        answers.register_all()
        sentences.register_all()
        triggers.declare_all()
        check_books.register("loans", books.loans)
