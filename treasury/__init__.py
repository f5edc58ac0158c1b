"""Batches of payments to the bank, what the bank answers, and changes of bank accounts."""
