"""Prints the house figures: lengths of files and functions, complexity, suppressions.

python -m tests.architecture.figures
"""

import re
from collections.abc import Sequence
from pathlib import Path

from tests.architecture import code

SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no\s*cover|fmt:\s*off)")


def suppressions() -> list[str]:
    """Return `path:line` of each place where a checker is told to look away."""
    return [
        f"{path.relative_to(code.ROOT)}:{number} {line.strip()}"
        for path in code.files(tests=True)
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if SUPPRESSION.search(line)
    ]


def quantile(values: Sequence[int], share: float) -> int:
    """Return the smallest value that at least this share of the values do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main() -> None:
    """Print the figures, with the longest and most complex of each kind."""
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in code.files()}
    found = [function for path in code.files() for function in code.functions(path)]
    _print("file lines", [(size, str(path.relative_to(code.ROOT))) for path, size in sizes.items()])
    _print("function lines", [(function.length, function.where) for function in found])
    _print("complexity", [(function.complexity, function.where) for function in found])
    looked_away = suppressions()
    print(f"suppressions: {len(looked_away)}", *looked_away, sep="\n    ")


def _print(name: str, measured: list[tuple[int, str]]) -> None:
    values = [value for value, _ in measured]
    print(
        f"{name}: {len(values)}, median {quantile(values, 0.5)}, "
        f"95 % {quantile(values, 0.95)}, most {max(values)}"
    )
    for value, where in sorted(measured, reverse=True)[:5]:
        print(f"    {value:4} {where}")


if __name__ == "__main__":
    main()
