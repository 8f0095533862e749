"""A whole run: a scheme and tables by name, read, checked, scored; for commands and for the office.

The rooms below know nothing of files beside the one they read; here a scheme finds its feeders and
its other versions, and a run its period.
"""
