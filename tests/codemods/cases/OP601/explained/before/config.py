import os

env = os.environ.get("APP_ENV", "development")

if env == "production":
    DB_HOST = "really-prod.db"
    PAGE_SIZE = 50
else:
    DB_HOST = "localhost"
    PAGE_SIZE = 10
