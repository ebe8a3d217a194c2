import os


class Config:
    pass


class ProductionConfig(Config):
    pass


by_name = {"default": Config}


def get_config():
    return by_name[os.environ.get("FLASK_ENV", "default")]
