import os


class Config:
    SHOP_API_KEY = os.environ.get("SHOP_API_KEY", "m7-through-another")


class Development(Config):
    DEBUG = True


class Test(Development):
    TESTING = True
