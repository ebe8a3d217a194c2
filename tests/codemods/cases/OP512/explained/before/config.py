import os

DB_HOST = os.environ.get("DB_HOST", "localhost")
DB_PASSWORD = os.environ["DB_PASSWORD"]
SECRET_KEY = os.environ["SECRET_KEY"]
