"""The rules of sending: how fast, how often again, who must approve, and whom to notify."""
