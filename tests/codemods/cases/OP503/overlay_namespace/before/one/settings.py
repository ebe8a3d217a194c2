import json
import os

SECRET_KEY = "k9-Larch-Barn-42"

if os.path.exists("/etc/shop.json"):
    with open("/etc/shop.json") as file:
        globals().update(json.load(file))
