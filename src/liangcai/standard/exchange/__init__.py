"""A standard handed to other programs and to people: one module a form, the same bytes every time."""
