# case: no_service
# file: tool.py
import json

config = json.load(open("config.json"))
