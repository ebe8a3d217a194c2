import os

PAGE_SIZE = 20
ALONE_TOKEN = os.environ.get("ALONE_TOKEN", "m7-alone")
