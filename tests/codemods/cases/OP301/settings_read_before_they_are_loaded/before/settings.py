import os

DB_HOST = os.getenv("DB_HOST")
