import os

PAGE_SIZE = 20
ALIASED_TOKEN = os.environ.get("ALIASED_TOKEN", "m7-aliased")
