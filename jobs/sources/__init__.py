"""Readers of what sources send: bytes to entries, one module each; pure, and run in a capped process of their own."""
