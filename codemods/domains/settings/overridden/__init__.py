"""What the environment, a file or a platform puts over a setting that the code writes."""
