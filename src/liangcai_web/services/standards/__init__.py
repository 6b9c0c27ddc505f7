"""The standards at hand and the catalogue of occupations."""
