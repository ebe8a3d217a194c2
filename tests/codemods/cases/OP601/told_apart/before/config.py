import os

SIZE = 0
env = os.environ.get("APP_ENV")

if env == "production":
    SIZE = 1
elif env == "staging":
    SIZE = 1
    BUCKET = 2
else:
    SIZE = 1
    BUCKET = 1

BUCKET = 1
if env == "production":
    BUCKET = 2
