import os

basedir = os.path.abspath(os.path.dirname(__file__))


class Config:
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", "sqlite:///" + os.path.join(basedir, "app.db"))
    REDIS_URL = os.environ.get("REDIS_URL", "redis://localhost:6379/0")  # one for sessions and queue


class DevelopmentConfig(Config):
    SQLALCHEMY_DATABASE_URI = "postgresql://localhost/shop_dev"


class ProductionConfig(Config):
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL")
