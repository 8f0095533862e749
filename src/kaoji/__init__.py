"""Kaoji (考绩): appraisal regulations as programs, scored exactly and explained."""

__version__ = "0.1.0"
