import json
import sys

def load():
    try:
        with open("data.json") as file:
            return json.load(file)
    except FileNotFoundError:
        sys.exit("no data")
