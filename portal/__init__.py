"""Everything that speaks HTTP: officers, participants, auditors."""
