"""How a service's processes start, serve, wait and stop."""
