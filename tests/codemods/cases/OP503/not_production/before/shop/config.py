class Config:
    DEBUG = False


class DevelopmentConfig(Config):
    SECRET_KEY = 'b4c9f1e2a7d8'


class LocalSettings(Config):
    SECRET_KEY = 'b4c9f1e2a7d8'


config = {'development': DevelopmentConfig, 'dev': 'shop.config.LocalSettings'}
