"""Verification: what units have reported is held against its proof, at the desk and on site."""
