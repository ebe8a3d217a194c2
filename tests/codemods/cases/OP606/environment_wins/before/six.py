import configparser
import os

config = configparser.ConfigParser()
config.read("config.ini")
HOST = os.environ.get("DB_HOST", config["db"]["host"])
