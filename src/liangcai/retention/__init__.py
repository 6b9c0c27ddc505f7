"""How long personal data are kept, by which rule, and what is due to be erased."""
