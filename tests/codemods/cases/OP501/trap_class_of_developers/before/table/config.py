class Config:
    DEBUG = False


class ProductionConfig(Config):
    pass


class LocalConfig(Config):
    SQLALCHEMY_DATABASE_URI = "postgresql://shop:hunter22@db/shop"


class TestingConfig(LocalConfig):
    TESTING = True
