"""A million repayment plans against another way to reckon them: python -m tests.promises.plans."""
