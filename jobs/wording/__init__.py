"""Free text about moves, read by rules that are data: who, which role, where, which way, since when."""
