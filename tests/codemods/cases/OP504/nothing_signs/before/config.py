import os

SECRET_KEY = os.environ.get("SECRET_KEY", "blue-heron-at-dawn-74")
