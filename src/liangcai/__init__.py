"""The pure library: a published occupational standard in, everything that follows from it out.

No clock, network, database or global randomness here: the time and a seeded Random are arguments.
"""
