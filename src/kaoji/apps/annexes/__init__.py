"""个性指标表: what a unit lists of its own under one scheme, within limits, approved by another."""
