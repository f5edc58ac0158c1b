"""The primary key of every domain model."""

from typing import TYPE_CHECKING, Any

from django.db import models

from audit.identifiers import LENGTH, new_id

if TYPE_CHECKING:
    _TextField = models.CharField[str, str]
else:
    _TextField = models.CharField


class IdField(_TextField):
    """A primary key made in Python, so that the first event about a row can name it."""

    def __init__(self, **options: Any) -> None:
        """Fix what an identifier is; only names and help texts can be chosen."""
        options |= {"primary_key": True, "max_length": LENGTH, "default": new_id, "editable": False}
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Leave what never varies out of the migrations."""
        name, path, positional, options = super().deconstruct()
        for fixed in ("primary_key", "max_length", "default", "editable"):
            options.pop(fixed, None)
        return str(name), path, list(positional), options
