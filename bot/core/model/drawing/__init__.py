"""What can be drawn."""
