"""The campaign page: everything of the campaign file, its changes, and taking them back."""
