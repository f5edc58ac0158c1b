"""Every way round four eyes that we can think of, tried at each decision of each story (R18)."""
