"""Registers the documents package with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        """Declare what the database itself refuses, and take part in every erasure."""
        from documents import evidence, triggers
        from people import erasure

        triggers.declare()
        erasure.on_erasure(evidence.forget)
