import os

DEBUG = False
if os.getenv("ENV", "dev") == "dev":
    DEBUG = True
