"""What is known around moves, posts and units, read at once for many: it fills the scenes that rules look at."""
