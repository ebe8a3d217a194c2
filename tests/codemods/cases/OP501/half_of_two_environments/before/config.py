class Config:
    DEBUG = False


class DevelopmentConfig(Config):
    DATABASE_URL = "postgresql://shop:tr0ub4dor@db/shop"


class ProductionConfig(Config):
    DATABASE_URL = "postgresql://shop:tr0ub4dor@db/live"
    RESULT_URL = "rpc://shop:tr0ub4dor@queue//"
