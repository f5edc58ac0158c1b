"""Makes a million plans, or --count; goes on where it stopped."""

from tests.promises import alone
from tests.promises.figures import Figures
from tests.promises.plans import harness

AT_A_TIME = 10_000
NO_DATABASE = "no database"


def main() -> None:
    """Compare slice by slice, print the figure, and fail if a plan differs."""
    asked = alone.arguments("plans", count=1_000_000, unit="plans")
    figures = Figures.opened("R7-plans", NO_DATABASE, fresh=asked.fresh)
    for first in range(0, min(asked.count, harness.ALL), AT_A_TIME):
        numbers = range(first, min(first + AT_A_TIME, asked.count, harness.ALL))
        if not figures.has(str(numbers)):
            figures.keep(str(numbers), {"plans": len(numbers)}, harness.wrong(numbers))
    print(f"{figures.name}: {figures}", *figures.wrong(), sep="\n")
    raise SystemExit(1 if figures.wrong() else 0)


main()
