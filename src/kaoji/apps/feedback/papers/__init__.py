"""What the papers of this room say."""
