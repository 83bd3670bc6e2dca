"""What follows from an account's facts: pure functions of its map at a moment and of what lies beside the map."""
