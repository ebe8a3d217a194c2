import os

# Where the data lies.
host = os.environ.get("DB_HOST", "localhost")  # compose
PORT = int(os.environ.get("DB_PORT", "5432"))
OFFLINE = os.environ.get("OFFLINE", "1").lower() in ("1", "true", "yes", "on")

url = f"postgresql://{host}:{PORT}/shop"
