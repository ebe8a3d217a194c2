"""What an old service is not asked for at once: what was accepted, and lines that nobody has changed."""
