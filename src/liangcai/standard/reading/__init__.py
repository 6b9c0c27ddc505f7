"""How a document becomes a standard, one small module for each part of the document."""
