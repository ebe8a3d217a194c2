import os

PAGE_SIZE = 20
ALONE_TOKEN = os.environ["ALONE_TOKEN"]
