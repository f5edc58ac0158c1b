"""The start-up grant."""
