"""Supervision of a batch: who, forms, reports."""
