class Config:
    DEBUG = False


class ProdConfig(Config):
    pass


class DevConfig(Config):
    SQLALCHEMY_DATABASE_URI = "postgresql://shop:hunter22@db/shop"


class TestingConfig(DevConfig):
    TESTING = True
