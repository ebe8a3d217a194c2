import requests

HEADERS = {'Authorization': 'Bearer 4f3b2a9c8d', 'Accept': 'application/json'}


def books():
    session = requests.Session()
    session.headers["Authorization"] = "Token 4f3b2a9c8d"
    return session.get("https://api.example.org/books", auth=("shop", "hunter2"))
