import configparser
import os

config = configparser.ConfigParser()
config.read("late.ini")
HOST = config.get("db", "host", fallback=os.environ.get("DB_HOST"))
