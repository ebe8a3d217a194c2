"""Commits in the middle of a function: what somebody has from them."""
