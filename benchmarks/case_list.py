"""Row 12: a list page at 200,000 cases: the first, the deepest, and the same rows by f-string.

    python -m benchmarks.case_list --cases 200000 --rounds 15

The page is the real one, asked through the whole of the middleware as a grant officer. The cases
are copies of one draft, written past the triggers into a database that is thrown away. Processor
time of the process, in which SQLite works too: others on the machine do not count.
"""

import argparse
import base64
import json
import sys
import time
from typing import Any

from benchmarks.turns import medians, tell
from tests.accounting import alone

SIZE = 50


def main() -> int:
    """Lay out the cases, take turns, print the ratios and the number of queries."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.case_list", description="Measure.")
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    alone.setup()
    with alone.database("case_list") as vendor:
        anna = officer_of(asked.cases)
        pages = {
            "first page": lambda: anna.get("/pratiche/"),
            "deepest page": lambda: anna.get("/pratiche/", {"dopo": place(SIZE)}),
        }
        print(f"Row 12 on {vendor}: {asked.cases} cases, {SIZE} rows a page")
        for name, page in pages.items():
            print(f"  {name}: {queries(page)} queries")
        taken = medians(pages, rounds=asked.rounds, clock=time.process_time)
        tell("The deepest page", taken, reference="first page", goal=1.1)
        ways = {"table by templates": by_templates(), "same cells by f-string": by_f_string()}
        taken = medians(ways, rounds=asked.rounds, clock=time.process_time)
        tell("The rows of a page", taken, reference="same cells by f-string", goal=1.5)
    return 0


def officer_of(number: int) -> Any:
    """Write so many cases and return a browser of the officer who sees them."""
    from django.db import connection

    from audit import triggers_sqlite
    from dote.models import Dote
    from tests import world as worlds
    from tests.dote_path import path
    from tests.portal.visits import signed_in

    world = worlds.build()
    path(world).open()
    if connection.vendor != "sqlite":
        raise SystemExit("This benchmark writes past the triggers of SQLite.")
    triggers_sqlite.remove(connection)
    columns = [field.column for field in Dote._meta.concrete_fields]
    own = {"id": "printf('%026d', n)", "reference": "'DOT-' || n"}
    values = ", ".join(own.get(name, name) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many"
            f" WHERE n < {number - 1}) INSERT INTO dote_dote ({', '.join(columns)})"
            f" SELECT {values} FROM many, (SELECT * FROM dote_dote LIMIT 1)"
        )
        cursor.execute("ANALYZE")
    return signed_in(world.anna)


def place(rows_left: int) -> str:
    """Return the place in an address after which so many of the oldest cases are left."""
    key = [f"{rows_left + 1:026d}"]
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode()


def queries(page: Any) -> int:
    """Count the queries of one page, which must be shown."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        answer = page()
    assert answer.status_code == 200, answer.status_code
    return len(asked)


def shown() -> Any:
    """Return the table of a page as the page makes it, ready to be rendered."""
    from dote.models import Dote
    from people.models import User
    from people.roles import Role
    from portal.casework.case_table import case_table
    from portal.visitors import Visitor
    from tests.world import TODAY

    user = User.objects.get(email__startswith="anna")
    anna = Visitor(user, frozenset({Role.GRANT_OFFICER}), TODAY)
    rows = Dote.objects.as_system().select_related("participant", "partner", "call")[:SIZE]
    return case_table(list(rows), anna, caption="Cases")


def by_templates() -> Any:
    """Return the rendering that the page does."""
    from django.template import engines

    template = engines["django"].from_string("{% load percorsi %}{% records table %}")
    table = shown()
    return lambda: template.render({"table": table})


def by_f_string() -> Any:
    """Return the rendering of the same cells by hand, escaped."""
    from html import escape

    table = shown()

    def render() -> str:
        lines = []
        for row in table.rows:
            cells = "".join(
                f'<td><a href="{escape(cell.href)}">{escape(str(cell.value))}</a>'
                f"<span>{escape(str(cell.badge or ''))}</span><br>{escape(str(cell.detail))}</td>"
                for cell in map(_as_cell, row.cells)
            )
            lines.append(f"<tr>{cells}</tr>")
        return "".join(lines)

    return render


def _as_cell(cell: Any) -> Any:
    from portal.components.records import Cell

    return cell if isinstance(cell, Cell) else Cell(cell)


if __name__ == "__main__":
    sys.exit(main())
