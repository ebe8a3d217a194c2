"""3 unsafe-stop."""
