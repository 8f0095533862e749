"""Who did what, when and why: an append-only log in which each entry seals the one before."""
