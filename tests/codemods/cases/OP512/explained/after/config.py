import os
import sys

REQUIRED = ("DB_PASSWORD", "SECRET_KEY")
missing = [name for name in REQUIRED if name not in os.environ]
if missing:
    print(f"settings missing: {', '.join(missing)}", file=sys.stderr)
    sys.exit(4)  # gunicorn ends at 4; at 1 it would start the worker again and again

DB_HOST = os.environ.get("DB_HOST", "localhost")
DB_PASSWORD = os.environ["DB_PASSWORD"]
SECRET_KEY = os.environ["SECRET_KEY"]
