"""The sitting: entry, clock, answers, console, record."""
