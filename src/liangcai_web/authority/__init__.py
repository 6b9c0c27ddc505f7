"""Pages for the authority: what was issued, revocation."""
