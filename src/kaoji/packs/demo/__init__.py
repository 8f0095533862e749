"""The invented county of the demo."""
