"""Schemes: the gallery of shipped ones, own drafts, trials, releases, rulings on their clauses."""
