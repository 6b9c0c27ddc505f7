"""Marks to a decision, with the reasons of each part."""
