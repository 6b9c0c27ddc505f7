"""A paper in front of a candidate, and what became of it as a fold over events."""
