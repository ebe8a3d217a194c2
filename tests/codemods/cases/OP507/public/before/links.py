"""See http://localhost:5000/docs."""

import os
import re

import requests
from flask import jsonify

DOCS_URL = "https://docs.python.org/3/"
XMLNS = "http://www.w3.org/2000/svg"
SCHEMA_URI = "https://json-schema.org/draft/2020-12/schema"
GITHUB_API_URL = "https://api.github.com"
AVATAR_URL = "https://secure.gravatar.com/avatar"
OAUTH_URL = "https://accounts.google.com/o/oauth2/auth"
API_URL = os.environ.get("API_URL", "http://localhost:5000")
PLOT_URL = os.getenv("PLOT_URL") or "http://localhost:5001"
MANUAL_URL = "http://manual.internal:8080/api/#Duplicate_keys"
FALLBACK_URL = "http://localhost:5002"
PAGE_URL = os.environ.get("PAGE_URL", FALLBACK_URL)
LOCAL = re.compile(r"http://localhost:\d+")
ALLOWED = ["http://localhost:3000"]
# OLD_URL = "http://localhost:1234"


def show(name):
    print("Running on http://127.0.0.1:5000/")
    if name.startswith("http://localhost:5000"):
        return jsonify(example="http://localhost:5000/items")
    url = "http://localhost:5000/help"
    requests.get(f"http://backend{name}/x")
    return f"<a href='{url}'>help</a>", requests.get(f"http://{name}:8080/"), requests.get("https://example.com/feed")
