"""From a path to findings, and from findings to written files."""
