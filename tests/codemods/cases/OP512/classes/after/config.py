import os
import sys
from dataclasses import dataclass

REQUIRED = ("SECRET_KEY", "DATABASE_URL")
missing = [name for name in REQUIRED if name not in os.environ]
if missing:
    print(f"settings missing: {', '.join(missing)}", file=sys.stderr)
    sys.exit(4)  # gunicorn ends at 4; at 1 it would start the worker again and again


@dataclass
class Config:
    SECRET_KEY: str = os.environ["SECRET_KEY"]
    SESSION_COOKIE_SAMESITE = "Lax"


class Production(Config):
    DATABASE_URL = os.environ["DATABASE_URL"]
