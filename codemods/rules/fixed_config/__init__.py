"""6 fixed-config."""
