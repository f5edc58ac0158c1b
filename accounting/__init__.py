"""The two books, funnel and general, with positions, payables and balances; no personal data."""
