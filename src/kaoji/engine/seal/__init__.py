"""Sealed results: a run in one canonical text, verified and compared years later."""
