"""SIGKILL before and after every statement of every deed (R9): python -m tests.promises.kill."""
