"""Announcements and deliveries: planning, claiming, recording outcomes, editing, retracting, pruning."""
