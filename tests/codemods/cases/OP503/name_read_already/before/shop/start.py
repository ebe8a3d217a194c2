import os

SECRET_KEY = os.environ["SECRET_KEY"]
HOOK_TOKEN = os.environ.get("HOOK_TOKEN")
