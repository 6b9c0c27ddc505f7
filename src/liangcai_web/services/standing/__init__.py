"""What is on record of a person when a batch begins or ends: awards, kept parts, cases."""
