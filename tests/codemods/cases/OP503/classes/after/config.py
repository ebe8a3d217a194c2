import os


class Config:
    SECRET_KEY = os.environ['SECRET_KEY']
    DEBUG = False


class DevelopmentConfig(Config):
    SECRET_KEY = 'dev'
    DEBUG = True


class ProductionConfig(Config):
    SECRET_KEY = os.environ.get('SECRET_KEY')


class TestConfig(Config):
    SECRET_KEY = 'test'
    TESTING = True
