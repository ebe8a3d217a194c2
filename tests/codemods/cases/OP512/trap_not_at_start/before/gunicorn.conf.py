import os

SECRET_KEY = os.environ["SECRET_KEY"]
API_KEY = os.environ["API_KEY"]
raw_env = ["API_KEY=x"]
bind = "0.0.0.0:8000"
