from .base import *

with open("/data/secret_key.txt") as file:
    SECRET_KEY = file.read().strip()
INSTALLED_APPS += ["raven"]
