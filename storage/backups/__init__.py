"""Backups: made, restored, and what a restored database must not do again."""
