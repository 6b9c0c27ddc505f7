"""The steps of a batch from announcement to archive, and what the authority is told."""
