class Config:
    TESTING = False


class ProductionConfig(Config):
    DEBUG = False
