import os
import sys

REQUIRED = ("SECRET_KEY", "STOCK_TOKEN")
missing = [name for name in REQUIRED if name not in os.environ]
if missing:
    print(f"settings missing: {', '.join(missing)}", file=sys.stderr)
    sys.exit(4)  # gunicorn ends at 4; at 1 it would start the worker again and again

SECRET_KEY = os.environ["SECRET_KEY"]
STOCK_TOKEN = os.environ["STOCK_TOKEN"]
