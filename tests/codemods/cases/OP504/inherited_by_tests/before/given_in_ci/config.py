import os


class Config:
    SHOP_API_KEY = os.environ.get("SHOP_API_KEY", "m7-given-in-ci")


class TestConfig(Config):
    TESTING = True
