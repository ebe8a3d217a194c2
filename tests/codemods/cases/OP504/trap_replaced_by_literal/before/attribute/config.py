import os


class Config(object):
    SECRET_KEY = os.getenv("SECRET_KEY", "blue-heron-at-dawn-72")
