"""Which parts of a text are secrets, by what stands around them."""
