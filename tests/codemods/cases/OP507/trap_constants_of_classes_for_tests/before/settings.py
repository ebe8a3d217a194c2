PRICES_URL = "http://prices:5001/api"


class Config:
    PRICES_API = None


class ProductionConfig(Config):
    DEBUG = False


class TestingConfig(Config):
    TESTING = True
    PRICES_API = PRICES_URL
