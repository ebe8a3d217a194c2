"""Rewrites of files that are not Python."""
