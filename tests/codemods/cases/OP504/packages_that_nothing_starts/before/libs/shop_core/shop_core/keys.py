import os

API_KEY = os.environ.get("API_KEY", "live-4f3b2a-Zk81")
