"""What happened, by whom: append-only, chained, sealed, verifiable offline."""
