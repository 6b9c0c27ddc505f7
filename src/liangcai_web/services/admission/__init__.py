"""From an application to admission: drafts, evidence, review, appeal, arrangements."""
