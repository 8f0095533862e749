"""Papers as PDF: the same records on the same page, with the type that this machine has."""
