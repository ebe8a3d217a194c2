"""What a process keeps in its memory between requests."""
