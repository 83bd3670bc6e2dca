"""Views of the log: interval tables, account timelines, careers; followed, rebuilt and verified by the same code."""
