"""From a standard, a level and a direction to what an examination must cover, weigh and last."""
