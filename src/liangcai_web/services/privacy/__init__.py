"""A person's data: terms, log of access, export, erasure."""
