"""Eight lives, each told to its end: books, trail and open matters are clean (R5, I01 to I16)."""
