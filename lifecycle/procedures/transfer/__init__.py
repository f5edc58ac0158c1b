"""P-TRF, transfer: a case goes over to another partner of the operation (row D33)."""
