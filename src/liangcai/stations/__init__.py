"""Practical stations: what a pack asks, how its checks become points, which requirements a station can try."""
