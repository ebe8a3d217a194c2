import os

env = os.environ.get("APP_ENV", "development")
DB_HOST = os.environ.get("DB_HOST", "localhost")
