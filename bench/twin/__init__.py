"""The list of people once more, by hand: a plain Django page of the same rows and sessions."""
