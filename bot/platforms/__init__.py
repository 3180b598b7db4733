"""The adapters of the chat platforms: one folder each."""
