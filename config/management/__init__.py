"""Commands that belong to the whole project."""
