import os

os.makedirs("logs", exist_ok=True)
os.environ.setdefault("TZ", "UTC")
