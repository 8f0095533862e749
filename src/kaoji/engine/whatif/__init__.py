"""What if: one variant of facts, scheme and parameters, scored beside what is there."""
