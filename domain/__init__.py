"""What is true and may be said: facts, subjects, decisions, the two clocks, and the log that keeps them."""
