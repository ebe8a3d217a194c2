"""5 manual-build."""
