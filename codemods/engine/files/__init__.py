"""Which files of a path are ours to read."""
