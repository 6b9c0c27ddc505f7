"""Practical stations on benches: in an examination, in practice, their reports."""
