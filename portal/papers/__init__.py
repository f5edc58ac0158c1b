"""Files in the pages: what is kept about a case, what was issued, what is handed in."""
