"""Where a service connects to, and who says so."""
