BACKEND_URL = "http://backend:5000"
