"""What a campaign's numbers are: the measures, and how they are spoken of."""
