import os

FILE = {}


def get_env_config(name, default=None):
    return os.environ.get(name) or FILE.get(name, default)


class Settings:
    SECRET_KEY = get_env_config("SECRET_KEY")
    LOG_LEVEL = get_env_config("LOG_LEVEL", "INFO")
    ORIGINS = get_env_config("ORIGINS", "*")
