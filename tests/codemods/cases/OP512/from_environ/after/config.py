import sys
from os import environ

print("starting on", sys.version)

REQUIRED = ("SECRET_KEY", "API_KEY")
missing = [name for name in REQUIRED if name not in environ]
if missing:
    print(f"settings missing: {', '.join(missing)}", file=sys.stderr)
    sys.exit(4)  # gunicorn ends at 4; at 1 it would start the worker again and again

SECRET_KEY = environ["SECRET_KEY"]
API_KEY = environ["API_KEY"]
