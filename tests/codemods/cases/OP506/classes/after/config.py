import os


class Config:
    DB_PORT = int(os.environ.get("DB_PORT", "5432"))


class DevelopmentConfig(Config):
    DB_HOST = "localhost"


class ProductionConfig(Config):
    DB_HOST = os.environ.get("DB_HOST", "really-prod.db")
