"""Labels: how the trail and the books name a row without a foreign key to it."""

from typing import TYPE_CHECKING, Any

from django.db import models

MAX_LENGTH = 80

if TYPE_CHECKING:
    _TextField = models.CharField[str, str]
else:
    _TextField = models.CharField


def label(row: models.Model) -> str:
    """Return the label of a saved or about to be saved row, such as `dote.month:01J…`."""
    if row.pk is None:
        raise ValueError(f"A {row._meta.verbose_name} without identifier has no label.")
    return f"{row._meta.label_lower}:{row.pk}"


def split(text: str) -> tuple[str, str]:
    """Return the model label and the identifier of a label; ValueError if it is none."""
    model, colon, identifier = text.partition(":")
    if not (colon and model and identifier):
        raise ValueError(f"“{text}” is not a label: expected `app.model:identifier`.")
    return model, identifier


class LabelField(_TextField):
    """A column that holds a label."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Fix the length; everything else is as in any text column."""
        options["max_length"] = MAX_LENGTH
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Leave the fixed length out of the migrations."""
        name, path, positional, options = super().deconstruct()
        options.pop("max_length", None)
        return str(name), path, list(positional), options
