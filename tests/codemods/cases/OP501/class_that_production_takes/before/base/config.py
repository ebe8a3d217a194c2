class Config:
    DEBUG = False




class DevConfig(Config):
    SQLALCHEMY_DATABASE_URI = "postgresql://shop:hunter22@db/shop"


class LiveConfig(DevConfig):
    DEBUG = False
