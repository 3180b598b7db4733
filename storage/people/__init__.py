"""What is kept of people, and how they stay unknown."""
