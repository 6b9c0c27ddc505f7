"""Rooms, seats and staff of a batch, and changes of the plan."""
