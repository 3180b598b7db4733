"""How the database is reached, and in which form values stand in it."""
