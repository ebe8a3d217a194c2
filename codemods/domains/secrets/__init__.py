"""What is secret, where it stands, and what must not show it."""
