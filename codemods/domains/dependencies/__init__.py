"""What a service needs from others, what its manifests say of it, what is installed."""
