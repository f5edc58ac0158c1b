"""The connection is cut at a COMMIT, and the same form is sent again (R10)."""
