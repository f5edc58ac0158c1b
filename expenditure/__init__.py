"""Expenditure items and claims: the rendicontazione."""
