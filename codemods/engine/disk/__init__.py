"""What is written, whole or not at all, and what version control says before."""
