import os

import requests

HEADERS = {'Authorization': f"Bearer {os.environ['API_TOKEN']}", 'Accept': 'application/json'}


def books():
    session = requests.Session()
    session.headers["Authorization"] = f"Token {os.environ['API_TOKEN']}"
    return session.get("https://api.example.org/books", auth=("shop", os.environ["API_PASSWORD"]))
