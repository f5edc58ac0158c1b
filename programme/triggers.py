"""What the database itself refuses about dated rows: overlaps and rewriting."""

from programme.guarding import never_deleted, no_overlap, only_changes, refuse_if
from programme.models import AllowanceRule, HoldCause, Parameter, UnitCost

_ONE_A_DAY = "two rows of the same series would hold on the same day"
_HISTORY = "a dated row is history: end it and add the next one"


def declare() -> None:
    """Declare the triggers of this package; called once, when the application starts."""
    no_overlap("parameter_overlap", Parameter, by=("programme", "parameter"), message=_ONE_A_DAY)
    no_overlap("unit_cost_overlap", UnitCost, by=("code", "territory_id"), message=_ONE_A_DAY)
    no_overlap("allowance_overlap", AllowanceRule, by=("territory_id",), message=_ONE_A_DAY)
    no_overlap("hold_cause_overlap", HoldCause, by=("code",), message=_ONE_A_DAY)
    _history("parameter", Parameter, may_change={"valid_to", "valid_to_derived", "approved_by"})
    _history("unit_cost", UnitCost, may_change={"valid_to"})
    _history("allowance", AllowanceRule, may_change={"valid_to"})
    _history("hold_cause", HoldCause, may_change={"valid_to"})


def _history(
    name: str,
    model: type[Parameter | UnitCost | AllowanceRule | HoldCause],
    *,
    may_change: set[str],
) -> None:
    """Let a row only be ended, once: decisions keep the identifiers of the rows they used."""
    only_changes(f"{name}_rewritten", model, may_change=may_change, message=_HISTORY)
    refuse_if(
        f"{name}_end_moved",
        model,
        "BEFORE UPDATE",
        condition="OLD.valid_to IS NOT NULL AND NEW.valid_to <changed> OLD.valid_to",
        message=_HISTORY,
    )
    never_deleted(f"{name}_deleted", model, message=_HISTORY)
