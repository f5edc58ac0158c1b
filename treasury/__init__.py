"""Payment orders and batches to the bank, and what the bank answered."""
