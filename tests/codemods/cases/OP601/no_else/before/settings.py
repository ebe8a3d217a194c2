from os import environ

name = environ.get("FLASK_ENV", "development").lower()
if name == "development":
    API_URL = "http://localhost:8080"
elif name == "production":
    API_URL = "https://api.example.com"
else:
    raise ValueError(name)

stage = environ["APP_ENV"]
if stage == "production":
    QUEUE = "orders"
elif stage == "staging":
    QUEUE = "orders-staging"
