"""7 file-logs."""
