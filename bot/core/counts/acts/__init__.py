"""Counts that came in at once, and taking exactly those back."""
