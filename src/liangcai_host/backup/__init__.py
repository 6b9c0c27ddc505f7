"""A copy of an installation in one file, and an installation made anew from it."""
