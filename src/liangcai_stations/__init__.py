"""Practical stations on real systems; the engines arrive one by one."""
