import os
import sys
from sys import exit

REQUIRED = ("PASSWORD", "SECRET_KEY")
missing = [name for name in REQUIRED if name not in os.environ]
if missing:
    print(f"settings missing: {', '.join(missing)}", file=sys.stderr)
    exit(4)  # gunicorn ends at 4; at 1 it would start the worker again and again

PASSWORD = os.environ["PASSWORD"]
SECRET_KEY = os.environ["SECRET_KEY"]
