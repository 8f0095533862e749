"""Changes of the imports' tables, printed by Django."""
