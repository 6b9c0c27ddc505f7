"""Tests of the centre pages."""
