"""The open data: figures, readings and events for other programs."""
