"""Pages for a candidate: signing in, the sitting, the result."""
