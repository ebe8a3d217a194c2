"""2 manual-dependencies."""
