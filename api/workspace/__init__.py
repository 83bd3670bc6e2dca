"""What administrators of a workspace set, over HTTP."""
