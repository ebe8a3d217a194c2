import os

PAGE_SIZE = 20
BY_NAME_TOKEN = os.environ.get("BY_NAME_TOKEN", "m7-by-name")
