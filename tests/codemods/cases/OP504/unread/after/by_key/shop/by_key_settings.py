import os

PAGE_SIZE = 20
BY_KEY_TOKEN = os.environ["BY_KEY_TOKEN"]
