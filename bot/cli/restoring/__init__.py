"""What `nolike restore` asks, and how it makes the database safe to run on."""
