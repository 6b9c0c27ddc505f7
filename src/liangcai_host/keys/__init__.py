"""The keys of an installation: made on first use, readable by their owner only, never in the repository."""
