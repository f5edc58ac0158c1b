"""Registers the programme package with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "programme"
    verbose_name = _("Programme")

    def ready(self) -> None:
        """Declare what the database itself refuses and the reference data."""
        from programme import reference, triggers

        triggers.declare()
        reference.register_own()
