"""Standards that nobody wrote: a random model, its document in a published layout, and what pages do to it."""
