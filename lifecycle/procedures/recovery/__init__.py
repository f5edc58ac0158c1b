"""P-REC, recovery: what was paid and is owed back, from the demand to the last cent or the loss."""
