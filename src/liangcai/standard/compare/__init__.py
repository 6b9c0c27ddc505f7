"""What changed between two editions of a standard."""
