"""What a service keeps between requests: in files and in its process's memory."""
