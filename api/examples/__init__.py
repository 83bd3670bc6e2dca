"""Worked examples of every operation, for the description and the tests."""
