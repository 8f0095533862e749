"""Django's settings: what all installations share, and what sets development and tests apart."""
