"""Writes every generated text: a thousand a workbook, two hundred a print; goes on later.

    python -m tests.promises.texts --count 50000

A tenth as many texts are printed.
"""

import sys

from tests.promises import alone
from tests.promises.figures import Figures

NO_DATABASE = "no database"


def main() -> None:
    """Write, print, and keep the figure of each slice."""
    asked = alone.arguments("texts", count=50_000, unit="texts")
    alone.setup()
    from tests.promises.texts import harness

    figures = Figures.opened("R21-R22-texts", NO_DATABASE, fresh=asked.fresh)
    for first in range(0, asked.count, 1_000):
        numbers = range(first, first + 1_000)
        given = harness.part(harness.texts(), numbers)
        if given and not figures.has(f"formulas {numbers}"):
            figures.keep(f"formulas {numbers}", {"formulas": len(given)}, harness.run(given))
    for first in range(0, asked.count // 10, 200):
        numbers = range(first, first + 200)
        given = harness.part(harness.markup(), numbers)
        if given and not figures.has(f"prints {numbers}"):
            figures.keep(f"prints {numbers}", {"printed": len(given)}, harness.printed(given))
    print(f"{figures.name}: {figures}", *figures.wrong(), sep="\n")
    sys.exit(1 if figures.wrong() else 0)


main()
