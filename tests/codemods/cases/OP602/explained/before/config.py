import os

env = os.environ.get("APP_ENV", "development")
DB_HOST = {"production": "really-prod.db", "staging": "staging.db"}.get(env, "localhost")
