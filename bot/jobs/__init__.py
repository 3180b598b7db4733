"""Background jobs: read pages, plan announcements, deliver them, and purge expired data."""
