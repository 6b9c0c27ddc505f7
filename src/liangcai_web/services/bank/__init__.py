"""The item bank of an organisation: items, pictures, tasks, elements, files taken in."""
