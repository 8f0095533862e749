"""Units, their tree and groups, posts and who holds them: all of it with dates."""
