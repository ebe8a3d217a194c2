import os

env = os.environ.get("ENV", "development")

DB_HOST = {"production": "really-prod.db", "development": "localhost"}[env]
API_URL = {"production": "https://api.example.com", "development": "http://localhost"}.get(env, "https://staging.example.com")
WORKERS = {"prod": 8, "staging": 2}.get(os.getenv("STAGE", "staging"), 1)
QUEUE = {"prod": "orders", "dev": "orders-dev"}.get(env)
RATE = {"prod": 8, "dev": 0.5}.get(env, 1)
DEBUG = {"prod": False, "staging": False}.get(env, True)
