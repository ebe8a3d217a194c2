"""What is given although the code writes a value: by the environment, by tables, by code, by the command line."""
