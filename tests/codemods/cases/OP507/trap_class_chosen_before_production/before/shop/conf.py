PRICES_URL = "http://localhost:5001/api"


class Config:
    PRICES_API = "https://prices.example.com"


class ProductionConfig(Config):
    DEBUG = False


class DevelopmentConfig(Config):
    PRICES_API = PRICES_URL


class TestingConfig(Config):
    TESTING = True
    PRICES_API = PRICES_URL
