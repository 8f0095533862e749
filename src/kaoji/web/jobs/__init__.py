"""Background work: a queue in the database that survives any kill, and the daily clock."""
