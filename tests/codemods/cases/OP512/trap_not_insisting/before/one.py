import os

SECRET_KEY = os.environ["SECRET_KEY"]
TOKEN = os.environ["SECRET_KEY"].lower()
