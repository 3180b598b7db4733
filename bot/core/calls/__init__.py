"""Calls to action, from the first draft to the report."""
