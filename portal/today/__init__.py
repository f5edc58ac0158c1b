"""The start page of offices without a queue of cases: what waits for them today."""
