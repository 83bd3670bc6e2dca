"""The page to live in: server-rendered views over the same reads as /v1."""
