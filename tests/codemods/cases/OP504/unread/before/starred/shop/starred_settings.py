import os

PAGE_SIZE = 20
STARRED_TOKEN = os.environ.get("STARRED_TOKEN", "m7-starred")
