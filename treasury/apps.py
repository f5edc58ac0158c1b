"""Registers treasury: what it tells others, what time brings, its papers, exports and triggers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TreasuryConfig(AppConfig):
    """Payments to the bank and changes of bank account."""

    name = "treasury"
    verbose_name = _("Treasury")

    def ready(self) -> None:
        """Register what treasury tells, prints, exports and does by time; declare its triggers."""
        from treasury import exports, matters, papers, sentences, telling, timed, triggers

        matters.register_all()
        telling.register_all()
        sentences.register_all()
        timed.register_all()
        triggers.declare()
