"""Pictures: maps and what goes with them as SVG, drawn from the answers of the reads."""
