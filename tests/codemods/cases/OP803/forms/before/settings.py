import os


class Config:
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", "postgresql://localhost/shop")


class TestConfig(Config):
    SQLALCHEMY_DATABASE_URI = "postgresql://localhost/test"


class InMemory(Config):
    SQLALCHEMY_DATABASE_URI = "sqlite://"
