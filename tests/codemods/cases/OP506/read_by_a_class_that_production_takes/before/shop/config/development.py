from .config import Config


class DevelopmentConfig(Config):
    DEBUG = True
