import configparser

NAME = "shop"

if __name__ == "__main__":
    settings = configparser.ConfigParser()
    settings.read("shop.ini")
    print(settings.get("database", "url"))
