"""What nobody of one partner, and no person, must ever see of another (R17)."""
