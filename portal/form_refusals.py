"""Puts on a form why it could not be taken: every reason as a sentence, what was typed kept."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from lifecycle.errors import Refused

UNPROCESSABLE = 422


def add_refusal(form: forms.Form, refused: Refused) -> None:
    """Put every reason on the form; PermissionDenied when the step is not this person's."""
    if refused.forbidden:
        raise PermissionDenied(str(refused))
    for obstacle in refused.obstacles:
        form.add_error(None, str(obstacle.sentence))


def add_file_error(form: forms.Form, wrong: ValidationError) -> None:
    """Say under the field why the file was not taken."""
    form.add_error("file", list(wrong.messages))


def ask_for_file_again(form: forms.Form) -> None:
    """Say that a file which came with a refused form has to be chosen again: no page keeps it."""
    if form.files.get("file") and "file" not in form.errors:
        form.add_error("file", _("Choose the file again: the browser does not keep it."))
