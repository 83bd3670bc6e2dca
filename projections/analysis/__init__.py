"""What is read for an account's analysis: its map, and what lies beside that."""
