"""What every route shares: access, the two clocks, bodies, pages, problems, the description."""
