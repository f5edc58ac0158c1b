"""Two requests for the same money at the same instant (R3): python -m tests.promises.race."""
