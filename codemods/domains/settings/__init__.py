"""What a service reads from its environment and its configuration files, and what literals could be settings."""
