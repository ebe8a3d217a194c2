import json


def change(name, value):
    with open("settings.json") as file:
        settings = json.load(file)
    settings[name] = value
    with open("settings.json", "w") as file:
        json.dump(settings, file)
