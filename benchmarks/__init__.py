"""Measurements: a reference beside ours, in turn, as ratios of one run (design: performance)."""
