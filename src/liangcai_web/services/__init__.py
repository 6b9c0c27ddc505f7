"""The only writers of facts: read rows, call the library, append facts, in one transaction."""
