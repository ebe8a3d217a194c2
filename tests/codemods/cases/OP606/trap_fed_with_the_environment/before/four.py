import configparser
import os

settings = configparser.ConfigParser()
settings.read("shop.ini")
settings.read_dict({"list": os.environ})
PAGE = settings.get("list", "page")
