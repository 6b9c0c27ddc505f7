"""Benches of practical stations: a process each, under one supervisor, reached over a socket in the installation."""
