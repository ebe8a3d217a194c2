import os

env = os.environ.get("APP_ENV", "development")
DB_HOST = {"production": "really-prod.db", "development": "localhost"}[env]
