import vault


class Config:
    SQLALCHEMY_DATABASE_URI = vault.read("shop")


class TestingConfig(Config):
    SQLALCHEMY_DATABASE_URI = "sqlite://"
