"""Real protocols on the bench's own loopback addresses; each library is wrapped here once and nowhere else."""
