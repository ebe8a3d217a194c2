"""What frameworks of the web and of command lines run, and when."""
