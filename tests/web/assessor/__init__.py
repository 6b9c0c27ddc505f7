"""Tests of the assessor pages."""
