class Config:
    CACHE_TYPE = 'simple'  # one process is enough for us
    DEBUG = False


class DevConfig(Config):
    CACHE_TYPE = 'simple'


class ProdConfig(Config):
    RATELIMIT_STORAGE_URI = 'memory://'
