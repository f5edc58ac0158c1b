"""P-RIA, re-opening by four eyes: limited or full, for days that end by themselves."""
