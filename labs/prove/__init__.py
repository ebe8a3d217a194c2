"""Prove on somebody's own service what the anti-patterns do to it: `python -m labs prove`."""
