"""Results on paper: a unit's account, a unit's statement, all units on one sheet. HTML to print."""
