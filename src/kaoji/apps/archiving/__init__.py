"""A cycle is archived by two persons: one package with its list, checked at any time."""
