"""The start-up grant's arithmetic for others to check: JSON in, JSON out, no database."""
