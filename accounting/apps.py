"""Registers the accounting package with Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountingConfig(AppConfig):
    """The ground package of the two books."""

    name = "accounting"
    verbose_name = _("Books")

    def ready(self) -> None:
        """Declare the triggers, and give a fresh database its chart of accounts."""
        from accounting import reference, triggers

        post_migrate.connect(
            reference.load_after_migration, sender=self, dispatch_uid="accounting.chart"
        )
