import configparser
import os

config = configparser.ConfigParser(os.environ)
config.read("config.ini")
HOST = config["db"]["host"]
