"""What Python code means: names, types, strings, calls."""
