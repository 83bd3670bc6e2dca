"""The views of the page over HTTP: what they say, to whom, and what their forms do."""
