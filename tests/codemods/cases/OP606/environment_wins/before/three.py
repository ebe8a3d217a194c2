import configparser
import os
import sys

config = configparser.ConfigParser()
config.read(os.environ["CONFIG_FILE"])
config.read(sys.argv[1])
config.read(os.path.expanduser("~/.shop.ini"))
HOST = config["db"]["host"]
