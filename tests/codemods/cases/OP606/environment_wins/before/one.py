import configparser
import os

config = configparser.ConfigParser()
config.read("config.ini")


def setting(name):
    return os.environ.get(name) or config["app"][name]
