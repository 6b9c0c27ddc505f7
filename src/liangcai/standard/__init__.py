"""From a published document to a standard: reading it, finding its slips, naming its requirements."""
