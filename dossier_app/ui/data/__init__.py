"""The window's part for case lists: taking one in, and what the lists tell."""
