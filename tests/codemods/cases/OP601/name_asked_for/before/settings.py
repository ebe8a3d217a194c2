import os

ENV = os.environ.get("APP_ENV", "dev")
STAGE = os.environ.get("STAGE", "beta")
if ENV == "prod":
    PAGE_SIZE = 50
else:
    PAGE_SIZE = 10
if STAGE == "prod":
    RATE = 7
else:
    RATE = 70
