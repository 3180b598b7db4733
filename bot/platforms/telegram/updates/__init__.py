"""Updates as the Bot API sends them, read field by field."""
