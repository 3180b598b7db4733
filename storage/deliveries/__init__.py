"""Announcements and their deliveries: written, claimed, sent, edited, retracted."""
