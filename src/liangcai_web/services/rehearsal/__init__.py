"""The whole recipe in one function, and made-up people who walk through it."""
