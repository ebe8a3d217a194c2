"""8 single-database."""
