import os

from core import connect

POOL = 1
LIMIT = POOL * 2
if os.getenv("ENV") == "production":
    POOL = 20

REGION = "local"
client = connect()
if os.getenv("ENV") == "production":
    REGION = "eu-west-1"
