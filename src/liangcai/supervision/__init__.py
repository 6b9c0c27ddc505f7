"""The supervision of an examination: what is looked at, what was found, how it was mended."""
