import os

os.environ.setdefault("TZ", "UTC")
