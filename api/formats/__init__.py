"""The map in forms that other programs read, and what is drawn as a picture along time."""
