"""Calculates what the product calculates, for others to check: JSON in, JSON out."""

import json
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dote import calc as dote
from microcredit import calc as microcredit
from startup_grants.calc import aid, ranking, stability

Calculation = Callable[[Mapping[str, Any]], dict[str, Any]]

CALCULATIONS: dict[str, Calculation] = {
    "allowance": dote.calculate,
    "de-minimis": aid.de_minimis,
    "gge": aid.gge,
    "pro-rata": stability.recovery,
    "ranking": ranking.ranking,
    "allocate": microcredit.allocate,
    "apr": microcredit.apr,
    "limits": microcredit.limits,
    "payoff": microcredit.payoff,
    "plan": microcredit.plan,
    "usury": microcredit.usury,
}


class Command(BaseCommand):
    """Reads one case or a list of cases, writes one answer or a list."""

    help = """Calculate from JSON to JSON: one case, or a list of cases.

  manage.py calc allowance < case.json
  manage.py calc allowance --in cases.json

allowance: what a month of internship pays.
  {"month": "2026-09",
   "attendance": {"expected_days": 20, "recognised_days": 13},
   "rule": {"monthly_allowance": "500.00", "threshold_percent": 70,
            "below_threshold": "proportional"}}
  → {"amount": "325.00", "month": "2026-09", "reason": "below_threshold_proportional"}

de-minimis: the room of a single undertaking on a day, and whether new aid fits.
  {"decided_on": "2024-05-10", "new_aid": "50000.00",
   "aids": [{"granted_on": "2021-05-09", "amount": "120000.00"},
            {"granted_on": "2022-03-01", "amount": "250000.00"}]}
  → {"admissible": true, "room": "50000.00", …}

gge: the gross grant equivalent of a loan or a guarantee.
  {"instrument": "loan", "amount": "1000000.00", "years": 1, "granted_on": "2023-06-01"}
  → {"gge": "40000.00", "method": "proportion_of_the_ceiling", …}

ranking: from score sheets to positions and the line of cover.
  {"criteria": [{"code": "market", "max": 40}], "threshold": 20, "funds": "50000.00",
   "tie_break": ["smaller_amount"],
   "applications": [{"id": "0001", "amount": "30000.00", "submitted_at": "2026-03-01T09:00:00",
                     "sheets": [{"reader": "a", "points": {"market": 30}},
                                {"reader": "b", "points": {"market": 33}}]}]}
  → {"ranking": [{"id": "0001", "position": 1, "score": "31.50", "place": "funded", …}]}

pro-rata: what a breach of the stability period costs.
  {"amount": "30000.00", "starts_on": "2024-01-01", "years": 3, "breach_from": "2026-01-01"}
  → {"days": 1096, "days_of_breach": 365, "recovered": "9990.88", …}

plan: the repayment plan of a loan.
  {"principal": "5000.00", "annual_rate_pct": "0", "method": "french", "n": 60,
   "disbursed_on": "2026-10-15", "first_due": "2026-11-15"}
  → {"rows": [{"nr": 1, "due_date": "2026-11-15", "principal": "83.33", ...}], "totals": ...}

apr: the annual percentage rate of charge (TAEG), and the total cost in money.
  {"drawdowns": [{"amount": "1000.00", "date": "2026-10-15"}],
   "payments": [{"amount": "1050.00", "date": "2027-10-15"}]}
  → {"apr_pct": "5.000000", "apr_pct_1dp": "5.0", "total_cost": "50.00", ...}

payoff: what ends a loan on a day; also compensation, refund of costs, default interest,
portfolio at risk, default.
  {"plan": {... as above ...}, "on": "2027-01-20", "paid": [{"nr": 1, "principal": "83.33"}]}

allocate: what payments pay.
  {"due": [{"nr": 1, "costs": "5.00", "interest": "40.00", "principal": "260.00"}],
   "payment": "100.00"}

usury: the threshold of a quarter.
  {"quarter": "2020-Q3", "tegm_pct": "10.58"} → {"threshold_pct": "17.2250", ...}

limits: whether a loan keeps within the law of the day.
  {"programme": "social microcredit", "decided_on": "2024-02-01",
   "case": {"amount": "10000.00", "months": 60, "vulnerability": true, "budget_support": true}}

Each field is explained in microcredit/calc/.
"""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Keep the lines of the help as they are written."""
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name of the calculation, and where the cases are."""
        parser.add_argument("calculation", choices=sorted(CALCULATIONS))
        parser.add_argument("--in", dest="source", default="-", help="a file; - is standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        """Calculate each case; a case that is wrong is named by its place in the list."""
        calculate = CALCULATIONS[options["calculation"]]
        given = _read(options["source"])
        cases = given if isinstance(given, list) else [given]
        answers = [_answer(calculate, case, place) for place, case in enumerate(cases, start=1)]
        shown = answers if isinstance(given, list) else answers[0]
        self.stdout.write(json.dumps(shown, indent=2, sort_keys=True, ensure_ascii=False))


def _read(source: str) -> Any:
    text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise CommandError(f"This is not JSON: {error}") from error


def _answer(calculate: Calculation, case: Any, place: int) -> dict[str, Any]:
    if not isinstance(case, dict):
        raise CommandError(f"Case {place} is not an object.")
    try:
        return calculate(case)
    except ValueError as error:
        raise CommandError(f"Case {place}: {error}.") from error
