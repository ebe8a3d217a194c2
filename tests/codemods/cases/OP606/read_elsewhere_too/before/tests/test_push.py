import configparser

settings = configparser.ConfigParser()
settings.read("shop.ini")
