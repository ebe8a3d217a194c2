"""What a project and its environment bring themselves: rules, and what the owner says of the project."""
