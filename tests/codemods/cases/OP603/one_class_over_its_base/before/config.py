import os


class Base:
    CACHE_TYPE = "SimpleCache"
    SECRET_KEY = os.environ["SECRET_KEY"]
    MAIL_HOST = os.environ["MAIL_HOST"]


class ProductionConfig(Base):
    CACHE_TYPE = "RedisCache"
    MAIL_USER = os.environ["MAIL_USER"]
