"""What a rule may ask of Python code. Nothing here rewrites."""
