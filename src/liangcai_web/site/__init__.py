"""Settings, addresses, the server entry: what wires the site together."""
