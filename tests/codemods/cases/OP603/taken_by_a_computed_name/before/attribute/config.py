import os


class Config:
    SECRET_KEY = os.environ["SECRET_KEY"]
    DATABASE_POOL = 5


class ProductionConfig(Config):
    DEBUG = False
    DATABASE_POOL = 20


class DevelopmentConfig(Config):
    DEBUG = True
