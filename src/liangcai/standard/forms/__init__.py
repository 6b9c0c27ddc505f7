"""The forms in which people have a standard: one adapter a form, bytes in, the same kind of text out."""
