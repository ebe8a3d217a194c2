import os

SECRET_KEY = os.environ.get("SECRET_KEY") or "hard to guess string"
TOKEN = os.getenv("API_TOKEN", "dev-token")
