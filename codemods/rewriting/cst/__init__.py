"""Rewrites of Python by LibCST, and their parts."""
