"""Marks: theory by machine, texts by people, panels, boards."""
