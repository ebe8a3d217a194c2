import configparser
import os

config = configparser.ConfigParser()
config.read("dl.cfg")
os.environ["AWS_ACCESS_KEY_ID"] = config["AWS"]["AWS_ACCESS_KEY_ID"]
