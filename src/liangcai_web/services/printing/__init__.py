"""Documents on paper, of every stage."""
