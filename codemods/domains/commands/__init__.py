"""The command lines that start a service, and what they say."""
