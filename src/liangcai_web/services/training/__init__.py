"""Classes, attendance, ledgers and proofs of training, kept apart from examining."""
