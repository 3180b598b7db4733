"""Counts and what they say: baselines, figures, charts, milestones."""
