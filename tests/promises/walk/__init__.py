"""Two people's dotes at random beside a plain-Python model (R5): python -m tests.promises.walk."""
