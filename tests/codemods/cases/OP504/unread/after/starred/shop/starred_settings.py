import os

PAGE_SIZE = 20
STARRED_TOKEN = os.environ["STARRED_TOKEN"]
