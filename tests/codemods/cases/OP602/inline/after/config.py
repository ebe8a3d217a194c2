import os

env = os.environ.get("ENV", "development")

API_URL = os.environ.get("API_URL", "http://localhost")
WORKERS = int(os.environ.get("WORKERS", "1"))
