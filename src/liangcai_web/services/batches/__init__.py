"""A batch and its state: the ground that every later stage stands on."""
