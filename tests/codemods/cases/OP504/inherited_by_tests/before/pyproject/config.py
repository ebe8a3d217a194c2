import os


class Config:
    SHOP_API_KEY = os.environ.get("SHOP_API_KEY", "m7-pyproject")


class TestConfig(Config):
    TESTING = True
