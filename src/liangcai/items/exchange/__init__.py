"""The bank for other programs and for people: spreadsheet, QTI 3.0, Word, Markdown, in and out."""
