"""Pages for everyone: home, catalogue, standards, verification."""
