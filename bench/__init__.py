"""Measurements against peers and limits, and the long proofs; run by hand, never by the product."""
