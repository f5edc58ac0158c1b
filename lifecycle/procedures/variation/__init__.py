"""P-VAR, variation: what was granted changes line by line, before beside after."""
