"""Images and Compose services, and what they let a fix do."""
