"""Signing in: password and second factor, lock-out, and their traces in the trail."""
