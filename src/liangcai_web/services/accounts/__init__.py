"""Who may come in: organisations, accounts, passwords, officers' keys, and how often somebody may try."""
