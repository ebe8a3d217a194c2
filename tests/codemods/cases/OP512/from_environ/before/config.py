import sys
from os import environ

print("starting on", sys.version)
SECRET_KEY = environ["SECRET_KEY"]
API_KEY = environ["API_KEY"]
