"""Load on a server over real HTTP, from a process of its own."""
