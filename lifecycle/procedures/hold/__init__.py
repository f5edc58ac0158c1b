"""P-HLD, hold: a cause that stops payments or decisions until its own office lifts it."""
