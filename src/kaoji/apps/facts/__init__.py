"""Facts: who supplies which figure, tasks to collect them, figures with all their revisions."""
