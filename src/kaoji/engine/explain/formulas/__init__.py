"""A result as a spreadsheet of live formulas, each with a proven bound of its error in doubles."""
