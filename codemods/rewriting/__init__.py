"""The LibCST half: everything that writes Python."""
