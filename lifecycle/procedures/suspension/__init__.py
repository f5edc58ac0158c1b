"""P-SOS, suspension: a case stands still from one day to another, for a reason."""
