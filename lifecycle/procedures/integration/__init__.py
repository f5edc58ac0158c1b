"""P-INT, request for integration: what is missing, item by item, until the person has answered."""
