"""The social microloan."""
