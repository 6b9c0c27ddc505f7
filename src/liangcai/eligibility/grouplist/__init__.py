"""Lists of applicants as spreadsheets: read without guessing, and an empty one to fill in."""
