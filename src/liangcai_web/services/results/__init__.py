"""From marks to what holds: decisions, posting, objections, versions, misconduct."""
