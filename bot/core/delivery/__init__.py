"""Rate limits, retries, the circuit breaker, approvals, and notices to organizers."""
