class DevelopmentConfig:
    SECRET_KEY = 'b4c9f1e2a7d8'


class ProductionConfig(DevelopmentConfig):
    DEBUG = False


config = {'development': DevelopmentConfig, 'production': ProductionConfig}
