import os

try:
    SECRET_KEY = os.environ["SECRET_KEY"]
    API_KEY = os.environ["API_KEY"]
except KeyError:
    SECRET_KEY = API_KEY = "none"
