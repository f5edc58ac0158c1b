"""Tests of what leaves and enters as a file."""
