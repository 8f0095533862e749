"""From any number to its derivation: clauses, formulas in words, figures, evidence, points lost."""
