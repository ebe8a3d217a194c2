"""Codemods that make Python web services fit to run in containers."""
