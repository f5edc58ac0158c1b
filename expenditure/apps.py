"""Registers the expenditure package with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpenditureConfig(AppConfig):
    """Expenditure items, claims and statements."""

    name = "expenditure"
    verbose_name = _("Expenditure")

    def ready(self) -> None:
        """Register exports, papers, open matters and what the database refuses."""
        from expenditure import exports, matters, papers, triggers  # some register by import
        from expenditure.harvest import harvest
        from lifecycle import timed

        matters.register_all()
        timed.register_work(timed.TimedWork("harvest", lambda on: len(harvest(on=on))))
        triggers.declare()
