"""Pages of this room: thin; acts do the writing, queries the reading."""
