"""The feeds of a workspace: what is pulled when, what was seen, what it announced."""
