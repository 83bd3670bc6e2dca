"""The command line's front."""

from .commands import app, main

__all__ = ["app", "main"]
