"""Loads of the warehouse."""
