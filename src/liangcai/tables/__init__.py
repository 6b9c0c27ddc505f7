"""Tables as they leave the program: a spreadsheet or a table in text, never with a cell that is computed."""
