import os

if os.environ.get("ENV") == "production":
    raise SystemExit("not here")
