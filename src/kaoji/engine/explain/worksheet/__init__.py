"""Workbooks for people: the form to fill in, and the result as it lies on a desk."""
