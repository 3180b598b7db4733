"""Plain data of a campaign and small pure functions on it."""
