import json
import os


def load(user):
    path = f"draft-{user}.json"
    if not os.path.exists(path):
        return None
    with open(path) as file:
        return json.load(file)
