"""What is kept: documents, people, facts, and the rows that are folded from facts."""
