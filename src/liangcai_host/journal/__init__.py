"""The journal of attempts: one append-only table, and the only code that acknowledges an answer."""
