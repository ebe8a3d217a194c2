import os

for name in ["SECRET_KEY", "API_KEY"]:
    if not os.environ.get(name):
        raise RuntimeError(f"{name} is missing")

SECRET_KEY = os.environ["SECRET_KEY"]
API_KEY = os.environ["API_KEY"]
