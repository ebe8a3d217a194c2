import json

with open("config.dev.json") as opened:
    settings = json.load(opened)
