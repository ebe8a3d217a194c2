import os

SECRET_KEY = os.urandom(24)
