"""1 local-state."""
