"""From the standard of a batch to its sealed papers."""
