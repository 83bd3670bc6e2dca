"""Key moments and alerts over HTTP, and what is sent of them elsewhere."""
