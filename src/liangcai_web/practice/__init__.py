"""Practising at the benches: for the trainees of a class, and for whoever has an account that teaches or examines."""
