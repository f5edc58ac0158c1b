"""The field that holds the state of a machine; to migrations it is the text that the table has."""

from typing import Any

from django_fsm import FSMField


class StateField(FSMField):
    """A django-fsm field that migrations know as a plain CharField.

    Each FSMField listens to every model that is made. A migration makes all models anew, some ten
    thousand of them on a new database, and needs no machine: it took ten times as long with one.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return name, path and arguments of the CharField that the table has."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("protected", None)
        return name, "django.db.models.CharField", args, kwargs
