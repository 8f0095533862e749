"""Scoring: every node of every subject, and what follows from it: grades, ranks, honours."""
