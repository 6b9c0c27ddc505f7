"""One module a proof: what must never happen, tried many times and counted."""
