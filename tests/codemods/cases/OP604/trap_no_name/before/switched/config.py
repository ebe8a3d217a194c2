class Config:
    DEBUG = False


class ProductionConfig(Config):
    pass


class DevelopmentConfig(Config):
    SQLALCHEMY_DATABASE_URI = "postgresql://shop:hunter22@db/shop"


class TestingConfig(DevelopmentConfig):
    TESTING = True
