"""Certificates: issued by two, signed, listed when revoked; the keys that sign them."""
