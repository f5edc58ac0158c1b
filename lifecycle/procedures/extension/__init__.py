"""P-PRO, extension: more days for a case, or for the term of one of its procedures."""
