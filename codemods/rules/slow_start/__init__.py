"""4 slow-start."""
