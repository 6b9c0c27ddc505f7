"""Pages for assessors: their score sheets."""
