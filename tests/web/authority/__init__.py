"""Tests of the authority pages."""
