"""Pages for the exam office of an assessment organisation, a page a stage."""
