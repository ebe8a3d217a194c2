import os

SEARCH_ENABLED = os.getenv("SEARCH_ENABLED", "true") == "true"
SEARCH_PASSWORD = os.environ["SEARCH_PASSWORD"]


def find(client):
    return client.login(SEARCH_PASSWORD) if SEARCH_ENABLED else None
