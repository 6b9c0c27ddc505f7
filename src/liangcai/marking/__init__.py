"""Responses and assessors' scores to marks, with the reasons of each."""
