"""The page: what it shows, and how that becomes HTML, a feed or files."""
