"""Races at the ceilings of budget positions (R4): python -m tests.accounting.ceiling."""
