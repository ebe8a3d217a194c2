"""What nothing that is shown may show."""
