"""What to train for a level, for how many hours, and who may teach it."""
