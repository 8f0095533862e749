"""The workbench: what waits for whom, by deadline; reminders, search, background work."""
