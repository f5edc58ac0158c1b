"""A case as it stands, and what differs afterwards: codes, sums and days, never words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounting.models import PartBalance
from documents.models import Evidence
from lifecycle import rows
from lifecycle.cases import CaseRoot, Part, root_of, tracked_models
from lifecycle.rows import PLACE_IN_TRAIL

FUNNEL = ("f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9")


def snapshot(case: CaseRoot) -> dict[str, Any]:
    """Return the case's facts, the states of its parts, its balances and its documents."""
    return {
        **{f"case.{name}": value for name, value in _facts(case).items()},
        **_parts(case),
        **_balances(case),
        "documents": Evidence.objects.as_system().filter(subject=case.label).count(),
    }


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what differs, in order: what, before, after; None where it was not, or is not."""
    return [
        {"what": name, "before": before.get(name), "after": after.get(name)}
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]


def amounts(taken: Mapping[str, Any]) -> dict[str, Any]:
    """Return the balances of a snapshot: what a limited re-opening leaves untouched."""
    return {name: value for name, value in taken.items() if name.startswith("F")}


def _facts(case: CaseRoot) -> dict[str, Any]:
    values = {
        name: value for name, value in rows.values(case).items() if name not in PLACE_IN_TRAIL
    }
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _parts(case: CaseRoot) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for model in tracked_models():
        if issubclass(model, Part) and root_of(model)[0] is type(case):
            column = root_of(model)[1]
            states = model._base_manager.filter(**{column: case.pk}).values_list("pk", "state")
            found |= {f"{model._meta.label_lower}:{pk}": state for pk, state in states}
    return found


def _balances(case: CaseRoot) -> dict[str, int]:
    held = PartBalance.objects.filter(root=case.label)
    return {name.upper(): sum(getattr(each, name) for each in held) for name in FUNNEL}
