import json

import storage


def load(user):
    path = f"draft-{user}.json"
    if not storage.exists(path):
        return None
    with storage.open(path) as file:
        return json.load(file)
