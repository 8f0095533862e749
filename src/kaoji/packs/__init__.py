"""What ships with the project: schemes, calendars and other declared texts, as data."""
