class Config:
    SECRET_KEY = 'keep calm'
    DEBUG = False


class DevelopmentConfig(Config):
    SECRET_KEY = 'dev'
    DEBUG = True


class ProductionConfig(Config):
    SECRET_KEY = '9f86d081884c7d659a2feaa0c55ad015'


class TestConfig(Config):
    SECRET_KEY = 'test'
    TESTING = True
