"""Targets of a year: proposed by the office, answered by the units, twice, then adopted."""
