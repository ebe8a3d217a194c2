import os


class Config:
    DEBUG = False


class Testing(Config):
    SQLALCHEMY_DATABASE_URI = 'postgresql:///shop_test'


class TestConfig(Config):
    SQLALCHEMY_DATABASE_URI = 'postgresql:///shop'


class TestingConfig(Config):
    SQLALCHEMY_DATABASE_URI = 'postgresql:///shop'


class ConfigForTests(Config):
    SQLALCHEMY_DATABASE_URI = 'postgresql:///shop'


class Suite(Config):
    TESTING = True
    SQLALCHEMY_DATABASE_URI = 'postgresql:///shop'


class Settings:
    TEST_DATABASE_URI = 'postgresql:///shop'
    SQLALCHEMY_DATABASE_URI_TEST = 'postgresql:///shop'


TABLE = {
    'testing': {'SQLALCHEMY_DATABASE_URI': 'postgresql:///shop'},
    'test': dict(SQLALCHEMY_DATABASE_URI='postgresql:///shop'),
}
BARE = {'TESTING': True, 'SQLALCHEMY_DATABASE_URI': 'postgresql:///shop'}
