"""The rules of a campaign: pure, without input or output, without a clock, without words."""
