import os
import sys

from dotenv import load_dotenv

load_dotenv()

REQUIRED = ("SECRET_KEY", "API_KEY")
missing = [name for name in REQUIRED if name not in os.environ]
if missing:
    print(f"settings missing: {', '.join(missing)}", file=sys.stderr)
    sys.exit(4)  # gunicorn ends at 4; at 1 it would start the worker again and again

SECRET_KEY = os.environ["SECRET_KEY"]
API_KEY = os.environ["API_KEY"]
