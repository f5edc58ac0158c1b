"""Books at random beside a plain-Python model (R5): python -m tests.accounting.machine."""
