"""P-CMP, complaint: taken in, assigned, answered, closed; sensitive ones seen by few."""
