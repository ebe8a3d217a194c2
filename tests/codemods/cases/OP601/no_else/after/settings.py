from os import environ

API_URL = environ.get("API_URL", "http://localhost:8080")

QUEUE = environ["QUEUE"]
