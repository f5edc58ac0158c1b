"""The start-up grant: its arithmetic and its cases."""
