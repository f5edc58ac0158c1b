"""Texts that would like to be formulas or to fetch something, in files that leave (R21, R22)."""
