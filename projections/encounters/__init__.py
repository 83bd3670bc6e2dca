"""Who knows whom from where, and who of us fits: read at a moment."""
