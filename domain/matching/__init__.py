"""Whom and what an announcement means: people, organizations and roles as candidates with scores and reasons."""
