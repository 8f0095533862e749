"""What each unit lost points for becomes a list that it works off, item by item."""
