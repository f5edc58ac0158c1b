"""The demonstration: invented people and public figures, told by performing every real step."""
