"""Who knows whom from where, and who is like whom: rules without storage."""
