"""What remap proposals are derived from: what happened at an account, and what was said of it, with the places of both
in the log."""
