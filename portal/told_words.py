"""What a step was told, in the words of its own form: codes become the sentences people chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.forms import ChoiceField, MultipleChoiceField
from django.utils.translation import gettext as _

from lifecycle.steps import Step
from portal import step_forms
from portal.casework.part_panels import REASONS


def of(model: str, spec: Step, facts: Mapping[str, Any]) -> list[str]:
    """Return each code that a step was told as its form words it, and the bank's own words."""
    told, recorded = facts.get("told", {}), facts.get("recorded", {})
    found = [word for name, code in told.items() if (word := _word(model, spec, name, code))]
    if recorded.get("reason") in REASONS:
        found.append(str(REASONS[recorded["reason"]]))
    if told.get("bank_reference"):
        found.append(_("bank reference %(reference)s") % {"reference": told["bank_reference"]})
    return found


def _word(model: str, spec: Step, name: str, code: Any) -> str:
    try:
        field = step_forms.form_for(model, spec).base_fields.get(name)
    except LookupError:
        return ""
    if not isinstance(field, ChoiceField) or isinstance(field, MultipleChoiceField):
        return ""
    offered = cast("Iterable[tuple[Any, Any]]", field.choices)
    words = {str(known): str(word) for known, word in offered}
    return words.get(str(code), "") if code else ""
