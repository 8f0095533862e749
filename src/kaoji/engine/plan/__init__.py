"""The plan: a scheme lowered to a small closed set of nodes, its names bound, its circles found."""
