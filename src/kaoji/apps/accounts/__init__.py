"""Organisations on this installation, people, sign-in, sessions, the three administrators."""
