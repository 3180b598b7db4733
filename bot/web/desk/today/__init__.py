"""Today: what needs somebody, what is under way, and how well everything runs."""
