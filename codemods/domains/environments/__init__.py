"""Code that asks in which environment it runs, and what it does in each."""
