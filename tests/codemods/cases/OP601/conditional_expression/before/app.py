import os

from flask import Flask

app = Flask(__name__)

API_URL = "https://api.example.com" if os.environ.get("ENV") == "production" else "http://localhost:8080"
app.config.update(
    MAX_ITEMS=10 if os.environ.get("ENV") != "production" else 100,
)
