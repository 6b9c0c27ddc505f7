"""The bank as a QTI 3.0 package, out and in."""
