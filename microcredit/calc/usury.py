"""The usury threshold as a calculation: an average rate and its quarter in, the threshold out."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from microcredit.calc.fields import Answer, Case, day, inputs, number
from microcredit.calc.told import needing_parameters
from microcredit.readings import average_rate, default_increase, usury_rule
from microcredit.usury import default_threshold, threshold

QUARTER = re.compile(r"([12][0-9]{3})-Q([1-4])")


@needing_parameters
def calculate(case: Case) -> Answer:
    """Return the threshold of a quarter.

    ``quarter`` (2020-Q3) or ``on`` (a day); ``tegm_pct``, or ``category`` where the average
    rate of the quarter is on record. ``default_category`` (other, leasing, mortgage) adds the
    threshold of default interest; ``rate_pct`` asks whether a rate keeps within.
    """
    given = inputs(case)
    on = _day(given)
    rule = usury_rule(on=on)
    tegm, row = _average(given, on)
    found = threshold(tegm, rule)
    told: Answer = {
        "tegm_pct": str(tegm),
        "threshold_pct": str(found.percent),
        "cap_applied": found.capped,
    }
    if row:
        told["row"] = row
    increase = default_increase(str(given.get("default_category", "")), on=on)
    if increase is not None and isinstance(increase.value, Decimal):
        raised = default_threshold(tegm, increase=increase.value, rule=rule)
        told["default_threshold_pct"] = str(raised.percent)
        told["default_threshold_binding"] = increase.binding
    if "rate_pct" in given:
        told["within"] = number(given, "rate_pct") <= found.percent
    return told


def _average(given: Case, on: date) -> tuple[Decimal, dict[str, Any] | None]:
    if "tegm_pct" in given:
        return number(given, "tegm_pct"), None
    reading = average_rate(str(given.get("category")), on=on)
    if reading is None or not isinstance(reading.value, Decimal):
        raise ValueError("tegm_pct: needed, since no average rate of that category is on record")
    return reading.value, {"id": reading.row_id, "source": reading.source}


def _day(given: Case) -> date:
    if "quarter" not in given:
        return day(given, "on")
    found = QUARTER.fullmatch(str(given["quarter"]))
    if found is None:
        raise ValueError("quarter: such as 2020-Q3")
    year, quarter = int(found[1]), int(found[2])
    return date(year, 3 * quarter, 28)
