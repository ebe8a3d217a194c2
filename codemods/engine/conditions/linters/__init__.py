"""What single linters and formatters say of a file."""
