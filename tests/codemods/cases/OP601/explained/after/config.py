import os

DB_HOST = os.environ.get("DB_HOST", "localhost")
PAGE_SIZE = int(os.environ.get("PAGE_SIZE", "10"))
