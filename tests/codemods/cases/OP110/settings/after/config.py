import os


class Config:
    CACHE_TYPE = os.environ.get('CACHE_TYPE', 'simple')  # one process is enough for us
    CACHE_REDIS_URL = os.environ.get('CACHE_REDIS_URL')
    DEBUG = False


class DevConfig(Config):
    CACHE_TYPE = 'simple'


class ProdConfig(Config):
    RATELIMIT_STORAGE_URI = os.environ.get('RATELIMIT_STORAGE_URI', 'memory://')
