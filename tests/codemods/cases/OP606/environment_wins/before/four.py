import configparser

config = configparser.ConfigParser()
config.read("alembic.ini")
URL = config["alembic"]["sqlalchemy.url"]


def read(path):
    other = configparser.ConfigParser()
    other.read(path)
    return other["a"]["b"]
