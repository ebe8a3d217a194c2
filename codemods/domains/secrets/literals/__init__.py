"""A literal that may be a secret: what shows that it is one, and whose it is."""
