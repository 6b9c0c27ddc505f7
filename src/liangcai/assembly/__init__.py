"""Parallel papers that meet a blueprint exactly, and the proof that they do."""
