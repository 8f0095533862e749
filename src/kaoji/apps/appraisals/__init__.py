"""考核: the year of a group under a scheme, stage by stage, and the runs that score it."""
