"""Lists of rooms and of staff as spreadsheets: read row by row, and empty ones to fill in."""
