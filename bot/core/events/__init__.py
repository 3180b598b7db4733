"""Events that people take part in, from the announcement to the result."""
