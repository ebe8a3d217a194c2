import os

ENV = os.environ.get("APP_ENV", "dev")
STAGE = os.environ.get("STAGE", "beta")
PAGE_SIZE = int(os.environ.get("PAGE_SIZE", "10"))
RATE = int(os.environ.get("RATE", "70"))
