"""The rooms of the office: thin, each with the same files (docs/developing/house.md)."""
