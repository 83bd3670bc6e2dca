"""The log of facts: append-only, positions without gaps per workspace, personal values sealed beside it."""
