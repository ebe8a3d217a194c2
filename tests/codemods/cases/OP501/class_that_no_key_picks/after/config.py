import os


class Config:
    JSON_SORT_KEYS = False


class Sold(Config):
    SQLALCHEMY_DATABASE_URI = "mysql+pymysql://shop@sold.internal/shop"


class Shop(Config):
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", "mysql+pymysql://shop@db.internal/shop")


config = {"default": Shop, "shop": Shop}
