import os


class DefaultConfig:
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URI", "sqlite:////srv/shop/dev.db")
    MAIL_SERVER = "smtp.internal"
    STORE_DOMAIN = "http://localhost:5000"


class ProductionConfig(DefaultConfig):
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URI")
    MAIL_SERVER = os.environ.get("MAIL_SERVER", "localhost")
    STORE_DOMAIN = os.environ.get("STORE_DOMAIN")


class HerokuConfig(ProductionConfig):
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL")


class DevelopmentConfig(DefaultConfig):
    DEBUG = True


class TestingConfig(DefaultConfig):
    SQLALCHEMY_DATABASE_URI = "sqlite://"
