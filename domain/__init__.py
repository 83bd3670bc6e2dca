"""What is true and may be said: facts, subjects, decisions, the two clocks, and the log that keeps them."""

# Whoever uses any of it knows every type: a log read with half of them registered would stop as unreadable.
from . import amendments, notes, opportunities, organizations, people, roles

__all__ = ["amendments", "notes", "opportunities", "organizations", "people", "roles"]
