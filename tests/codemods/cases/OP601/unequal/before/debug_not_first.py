import os

env = os.getenv("ENV")
DEBUG = True
HOSTS = ["a"]
if env == "production":
    DEBUG = False
