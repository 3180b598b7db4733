"""Commands: what a request is, how it is answered, what is suggested while one types."""
