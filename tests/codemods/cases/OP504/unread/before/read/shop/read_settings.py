import os

PAGE_SIZE = 20
READ_TOKEN = os.environ.get("READ_TOKEN", "m7-read")
