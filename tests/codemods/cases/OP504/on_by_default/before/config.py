import os

SEARCH_ENABLED = os.getenv("SEARCH_ENABLED", "true") == "true"
SEARCH_PASSWORD = os.getenv("SEARCH_PASSWORD", "kettle-rows")


def find(client):
    return client.login(SEARCH_PASSWORD) if SEARCH_ENABLED else None
