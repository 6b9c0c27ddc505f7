"""The occupations of the national classification, the notices that change it, and its state on a date."""
