"""Backups: taking and restoring them, and closing what a restored database would repeat."""
