"""P-NEG, adverse notice: why an application cannot be accepted, before it is refused."""
