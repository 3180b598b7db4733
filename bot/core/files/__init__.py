"""Files that people write or exchange: campaigns, events, calls, counts."""
