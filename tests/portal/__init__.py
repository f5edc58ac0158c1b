"""Tests of the pages and of the rules of HTTP."""
