MAPS_API_KEY = "k3ttle-77-maps"
