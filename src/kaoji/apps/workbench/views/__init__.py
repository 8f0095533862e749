"""Pages of this room: read the request, ask one query or act once, choose a template."""
