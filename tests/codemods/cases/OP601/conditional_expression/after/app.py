import os

from flask import Flask

app = Flask(__name__)

API_URL = os.environ.get("API_URL", "http://localhost:8080")
app.config.update(
    MAX_ITEMS=int(os.environ.get("MAX_ITEMS", "10")),
)
