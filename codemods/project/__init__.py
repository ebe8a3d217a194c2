"""The tree as it is: its files, whose they are, what they are for."""
