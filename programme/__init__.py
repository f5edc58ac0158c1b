"""Who funds, who implements, where, with what budget and which dated parameters."""
