"""Units score themselves, period by period: what they come to by themselves, and why not full."""
