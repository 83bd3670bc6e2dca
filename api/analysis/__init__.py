"""What follows from an account's facts, over HTTP."""
