import os


class Config:
    SHOP_API_KEY = os.environ["SHOP_API_KEY"]


class TestConfig(Config):
    TESTING = True
