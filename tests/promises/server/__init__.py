"""The real web server and the real database are killed while people work (R9)."""
