import os

ENV = os.getenv("ENV", "dev")
if ENV == "dev":
    BATCH = 1000
else:
    BATCH = 10
