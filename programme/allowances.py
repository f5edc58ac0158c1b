"""Which allowance rule holds in a territory on a day."""

from datetime import date

from programme.models import AllowanceRule, Territory


class NoAllowanceRule(LookupError):
    """Raised when neither the territory nor the State has a rule on a day."""


def rule_for(territory: Territory, *, on: date) -> AllowanceRule:
    """Return the territory's rule in force, or else the national one; NoAllowanceRule if none."""
    rows = AllowanceRule.objects.in_force(on)
    rule = rows.filter(territory=territory).first() or rows.filter(territory=None).first()
    if rule is None:
        raise NoAllowanceRule(f"No allowance rule is in force in {territory} on {on:%d/%m/%Y}.")
    return rule
