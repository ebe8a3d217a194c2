import os


class ProductionConfig:
    SECRET_KEY = os.environ["SECRET_KEY"]
    DB_USER = os.environ["DB_USER"]
    DB_PASSWORD = os.environ["DB_PASSWORD"]
    DB_HOST = "db.shop.internal"
