"""What the experiments found, for a terminal, a machine and a browser."""
