class Config:
    DB_PORT = 5432


class DevelopmentConfig(Config):
    DB_HOST = "localhost"


class ProductionConfig(Config):
    DB_HOST = "really-prod.db"
