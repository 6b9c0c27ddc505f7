"""The site: one Django project over the same services as the command line."""
