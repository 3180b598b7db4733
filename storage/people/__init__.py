"""Data about people, under pseudonyms or encrypted."""
