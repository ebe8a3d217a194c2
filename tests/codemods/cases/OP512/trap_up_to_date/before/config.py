import os
import sys

REQUIRED = ("API_KEY", "SECRET_KEY")
missing = [name for name in REQUIRED if name not in os.environ]
if missing:
    print(f"settings missing: {', '.join(missing)}", file=sys.stderr)
    sys.exit(4)

API_KEY = os.environ["API_KEY"]
SECRET_KEY = os.environ["SECRET_KEY"]
