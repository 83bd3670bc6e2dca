"""Facts over HTTP, the words they are told in, and search among what they say."""
