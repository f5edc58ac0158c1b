"""Turns what the database refuses into the sentence of the constraint that refused it."""

from __future__ import annotations

import re
from functools import cache

from django.apps import apps
from django.db import IntegrityError
from django.db.models import Field, Model, UniqueConstraint
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounting import refusals as books
from audit.triggers import refused_by
from lifecycle.errors import Refused
from lifecycle.guards import Obstacle


def explained(error: IntegrityError) -> Exception:
    """Return the refusal that the database's error stands for, or the error itself.

    A ceiling, a named check or a unique rule becomes its sentence; anything else stays what it is.
    """
    sentence = books.sentence(error)
    if sentence is not None:
        return Refused([Obstacle(code="books", sentence=str(sentence))])
    rule = refused_by(error)
    if rule is not None:
        return Refused([Obstacle(code=rule, sentence=_overtaken())])
    name = _constraint_in(str(error))
    told = _sentences().get(name or "")  # kept untranslated: each reader has a language
    return Refused([Obstacle(code=name or "", sentence=str(told))]) if told else error


def _overtaken() -> str:
    """Return the sentence for what a trigger refuses after the guards had let it pass."""
    return _("Somebody else was faster, and this is no longer possible. Reload the page and look.")


def _constraint_in(text: str) -> str | None:
    """Return the name of the project's constraint that an error text names, if any."""
    words = set(re.findall(r"[a-z0-9_]+", text))
    told = sorted(name for name in _sentences() if name in words)
    if told:
        return told[0]
    for name, columns in _unique_columns().items():
        if f"UNIQUE constraint failed: {columns}" in text:
            return name
    return None


@cache
def _sentences() -> dict[str, str | Promise]:
    return {
        constraint.name: constraint.violation_error_message or ""
        for model in apps.get_models()
        for constraint in model._meta.constraints
    }


@cache
def _unique_columns() -> dict[str, str]:
    """Return, for each unique rule, its columns as SQLite names them in its errors."""
    return {
        constraint.name: ", ".join(_columns(model, constraint))
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint)
    }


def _columns(model: type[Model], constraint: UniqueConstraint) -> list[str]:
    fields = [model._meta.get_field(name) for name in constraint.fields]
    return [
        f"{model._meta.db_table}.{field.column}" for field in fields if isinstance(field, Field)
    ]
