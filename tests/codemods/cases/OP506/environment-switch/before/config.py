import os

env = os.environ.get("ENV", "development")

if env == "production":
    DB_HOST = "really-prod.db"
elif env == "staging":
    DB_HOST = "somewhat-staging.db"
else:
    DB_HOST = "localhost"
