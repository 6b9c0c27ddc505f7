"""From a decision to a signed credential that anyone can verify."""
