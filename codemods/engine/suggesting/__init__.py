"""What a fix alone would write, for tools that show it to a person."""
