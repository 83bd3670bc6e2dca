"""Editing where one looks: each edit of the page is one fact, recorded as POST /v1/facts records it."""
