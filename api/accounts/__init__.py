"""Accounts over HTTP: organizations, their roles, people and opportunities, and our side of them."""
