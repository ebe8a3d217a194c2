class BaseConfig:
    PAGE_SIZE = 20


class ProductionConfig(BaseConfig):
    CACHE_SECONDS = 600


class DevelopmentConfig(BaseConfig):
    CACHE_SECONDS = 0
