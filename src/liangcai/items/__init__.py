"""The question bank: items tied to requirements, read, bound to a standard and checked."""
