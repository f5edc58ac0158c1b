"""Registers the audit package with Django, and arms the database after each migration."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """The ground package: what happened, by whom."""

    name = "audit"
    verbose_name = _("Trail")

    def ready(self) -> None:
        """Declare the triggers of the trail and connect the installation of all triggers."""
        from audit import checks, event_triggers

        pre_migrate.connect(disarm_database, dispatch_uid="audit.disarm")
        post_migrate.connect(arm_database, dispatch_uid="audit.arm")


def arm_database(sender: AppConfig, using: str, **_: Any) -> None:
    """Install every declared trigger and the rights of the app role, after the last app."""
    from audit import grants, triggers

    if sender is _applications()[-1]:
        triggers.install(connections[using])
        grants.grant_app_role(connections[using])


def disarm_database(sender: AppConfig, using: str, plan: list[Any], **_: Any) -> None:
    """Drop our triggers before migrations run on SQLite.

    Django rebuilds a table by dropping and renaming, and SQLite refuses to rename while a
    trigger of another table names the dropped one. A migration that fails leaves the
    database unarmed, and the server refuses to start on it (`audit.checks`).
    """
    from audit import triggers_sqlite

    connection = connections[using]
    if plan and connection.vendor == "sqlite" and sender is _applications()[0]:
        triggers_sqlite.remove(connection)


def _applications() -> list[AppConfig]:
    """Return the applications that Django signals, in the order of the signals."""
    return [config for config in apps.get_app_configs() if config.models_module is not None]
