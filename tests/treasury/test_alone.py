"""Only treasury books payments: nobody else even imports those postings (decisions 4)."""

import ast

import pytest

from tests.architecture import code

PAYMENTS = {"pay", "pay_withholding", "return_payment", "reissue"}
HERE = {"accounting", "treasury"}


@pytest.mark.slow
def test_no_other_package_imports_the_postings_of_payments() -> None:
    found = [
        (path.relative_to(code.ROOT), alias.name)
        for path in code.files()
        if path.relative_to(code.ROOT).parts[0] not in HERE
        for node in ast.walk(code.tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("accounting")
        for alias in node.names
        if alias.name in PAYMENTS
    ]
    assert found == []
