"""`env`: what is given, and what is not."""
