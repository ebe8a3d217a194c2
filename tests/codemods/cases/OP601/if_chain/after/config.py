import os

# Where the data lies.
host = os.environ.get("DB_HOST", "localhost")  # compose
PORT = int(os.environ.get("DB_PORT", "5432"))
DEBUG = os.environ.get("DEBUG", "1") == "1"

url = f"postgresql://{host}:{PORT}/shop"
