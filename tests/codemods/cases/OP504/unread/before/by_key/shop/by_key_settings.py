import os

PAGE_SIZE = 20
BY_KEY_TOKEN = os.environ.get("BY_KEY_TOKEN", "m7-by-key")
