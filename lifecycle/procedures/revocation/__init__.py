"""P-REV, revocation: of the whole grant or of a part, proposed, countered, issued, undone."""
