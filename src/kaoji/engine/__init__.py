"""The engine: pure Python, no Django, no clock, no files except in loaders."""
