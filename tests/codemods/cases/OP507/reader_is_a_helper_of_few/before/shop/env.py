import os


def flag(name):
    return os.environ.get(name, "") == "1"


class Settings:
    DEBUG = flag("DEBUG")
    TESTING = flag("TESTING")
    VERBOSE = flag("VERBOSE")
    SECRET_KEY = os.environ["SECRET_KEY"]
    LOG_LEVEL = os.environ.get("LOG_LEVEL", "INFO")
    ORIGINS = os.environ.get("ORIGINS", "*")
    TITLE = os.environ.get("TITLE", "Shop")
