"""The lint rules of a published standard: literal tuples of small rules, one module a group."""
