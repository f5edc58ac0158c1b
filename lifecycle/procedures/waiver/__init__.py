"""P-RIN, waiver: a person gives up what was granted, freely, with some days to think again."""
