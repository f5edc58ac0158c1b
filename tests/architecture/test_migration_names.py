"""What landed migrations name of our code stays where it is, and says the same."""

import ast
from pathlib import Path

from audit.identifiers import new_id
from startup_grants.call_rules import TrancheKind
from tests.architecture import code

NAMED = {
    "microcredit.models.product.art_1194": ("microcredit", "0001_initial"),
    "programme.iban.check_iban": ("microcredit", "0002_account_that_is_repaid"),
    "startup_grants.call_rules.TrancheKind": ("startup_grants", "0001_initial"),
}
"""Names of rules in migrations, each with the one migration that may name it; never more."""

ALWAYS = ("audit.fields", "audit.identifiers", "audit.labels", "programme.money")
"""Fields and their defaults: migrations name them as they name Django's."""


def test_no_migration_names_a_rule_but_those_that_landed_with_one() -> None:
    found = {}
    for path in sorted(code.ROOT.glob("*/migrations/0*.py")):
        for name in rules_in(path):
            found.setdefault(name, []).append((path.parent.parent.name, path.stem))
    assert found == {name: [place] for name, place in NAMED.items()}


def test_the_kinds_of_tranche_are_what_the_first_migration_wrote() -> None:
    assert {kind.name: kind.value for kind in TrancheKind} == {
        "ADVANCE": "advance",
        "PROGRESS": "progress",
        "BALANCE": "balance",
    }
    assert len(new_id()) == 26


def rules_in(path: Path) -> set[str]:
    """Return the names of our code that a migration uses beside the fields."""
    ours = {each.name for each in code.ROOT.iterdir() if (each / "__init__.py").exists()}
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            name = ast.unparse(node)
            if name.partition(".")[0] in ours and not name.startswith(ALWAYS):
                found.add(name)
    return {name for name in found if not any(other.startswith(f"{name}.") for other in found)}
