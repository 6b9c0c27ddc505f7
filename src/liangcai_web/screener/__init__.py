"""The pages of those who review applications."""
