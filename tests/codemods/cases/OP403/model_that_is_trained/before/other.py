import json
import pickle

with open("/srv/words.pkl", "rb") as file:
    words = pickle.load(file)


def told():
    return json.dumps(words)
