import os


class Config:
    DEBUG = False
    REDIS_URL = os.environ["REDIS_URL"]
    MAIL_SERVER = os.environ.get("MAIL_SERVER", "localhost")
    SECRET_KEY = os.environ["SECRET_KEY"]


class DevelopmentConfig(Config):
    DEBUG = True
