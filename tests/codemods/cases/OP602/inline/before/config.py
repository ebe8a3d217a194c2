import os

env = os.environ.get("ENV", "development")

API_URL = {"production": "https://api.example.com", "staging": "https://staging.example.com", "development": "http://localhost"}.get(env, "http://localhost")
WORKERS = {"production": 8, "staging": 2}.get(env, 1)
