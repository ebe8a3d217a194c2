"""Python as text: what a fix puts into a file, in the style of that file."""
