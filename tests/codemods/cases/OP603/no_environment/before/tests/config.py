class ProdConfig:
    DEBUG = False
