"""The desk: what commands do, in a browser, for people with a role and for the operator."""
