"""Registers the people package with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        """Declare what the database itself refuses."""
        from people import triggers

        triggers.declare()
