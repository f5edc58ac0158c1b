"""Every step that the hand-made tables do not allow, tried in every state of every machine (R1)."""
