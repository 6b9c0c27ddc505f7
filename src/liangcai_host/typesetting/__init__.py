"""Everything printed of an examination, from the paper to the certificate, as PDF/A set by typst."""
