import json


def defaults():
    settings = {}
    settings["MONGO_URI"] = "mongodb://stock.internal:27017"
    return settings


def ask(settings):
    if given := input("MongoDB (empty for that of the stock): "):
        settings["MONGO_URI"] = given


def main():
    settings = defaults()
    ask(settings)
    with open("config.json", "w") as file:
        json.dump(settings, file)


if __name__ == "__main__":
    main()
