"""The limits of the law as a calculation: what is asked and when in, admissible or not out."""

from __future__ import annotations

from typing import Any

from microcredit.calc.fields import Answer, Case, cents, choice, day, flag, inputs, whole
from microcredit.calc.told import needing_parameters
from microcredit.limits import Asked, Checked, LegalBasis, Row, check
from microcredit.readings import limits_on

MANY = 99


@needing_parameters
def calculate(case: Case) -> Answer:
    """Return whether a loan keeps within the law of the day, with the row of each limit.

    ``programme`` (social microcredit; business microcredit, individual or self-employed; …,
    company; …, srl), ``decided_on`` and ``case``: ``amount``, ``months`` and what the
    programme asks of the person or the firm.
    """
    given = inputs(case)
    basis = choice(LegalBasis, given, "programme")
    asked = _asked(inputs({"inputs": given.get("case", given)}))
    try:
        checked = check(basis, asked, limits_on(basis, on=day(given, "decided_on")))
    except LookupError as missing:
        raise ValueError(str(missing)) from None
    refusing = [each for each in checked if each.refuses]
    return {
        "admissible": not refusing,
        "reasons": [str(each.limit) for each in refusing],
        "warnings": [str(each.limit) for each in checked if not each.holds and not each.refuses],
        "rows": [_row(each, each.row) for each in checked if each.row is not None],
    }


def _asked(case: Case) -> Asked:
    return Asked(
        cents=cents(case, "amount"),
        months=whole(case, "months"),
        existing_cents=cents(case, "existing_from_same_lender", "0.00"),
        collateral=flag(case, "collateral", False),
        vulnerable=flag(case, "vulnerability", False),
        budget_support=flag(case, "budget_support", False),
        education=flag(case, "education", False),
        staged=flag(case, "staged", False),
        employees=whole(case, "employees", 0),
        vat_years=whole(case, "vat_years", 0),
        auxiliary_services=_services(case.get("auxiliary_services", 0)),
    )


def _services(given: Any) -> int:
    """Return how many auxiliary services there are; yes alone says that there are enough."""
    if isinstance(given, bool):
        return MANY if given else 0
    return whole({"auxiliary_services": given}, "auxiliary_services")


def _row(each: Checked, row: Row) -> Answer:
    return {
        "limit": str(each.limit),
        "holds": each.holds,
        "value": str(row.value),
        "row": row.row_id,
        "source": row.source,
        "binding": row.binding,
    }
