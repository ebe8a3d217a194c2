import os

PAGES = 20
SECRET_KEY = os.environ["SECRET_KEY"]
JWT_SECRET_KEY = os.environ["JWT_SECRET_KEY"].encode()
API_TOKEN = os.environ["API_TOKEN"]  # change when the shop's contract ends
