"""Search: what is known of a workspace by its words, on both clocks, in memory; hits, facets, answers."""
