"""Registers the expenditure package with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpenditureConfig(AppConfig):
    """Expenditure items, claims and statements."""

    name = "expenditure"
    verbose_name = _("Expenditure")

    def ready(self) -> None:
        """Register exports, papers, open matters and what the database refuses."""
        # exports and papers register as they are imported
        from expenditure import (  # some register by import
            exports,
            matters,
            papers,
            sentences,
            triggers,
        )
        from expenditure.harvest import harvest
        from lifecycle import timed

        matters.register_all()
        sentences.register_all()
        timed.register_work(
            timed.TimedWork(
                "harvest", lambda on: len(harvest(on=on)), steps=(("expenditure.item", "enter"),)
            )
        )
        triggers.declare()
