"""Files of facts: read, looked through, put into batches, checked as a whole."""
