import configparser
import os


def load(env=None):
    env = env
    config = configparser.ConfigParser(env)
    config.read("app.ini")
    return os.environ.get("DB_HOST", config["db"]["host"])
