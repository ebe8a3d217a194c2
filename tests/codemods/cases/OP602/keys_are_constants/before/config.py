"""Which settings hold in "production"."""

from constants import KEY_ENV_DEV, KEY_ENV_PROD


class DevelopmentConfig:
    DEBUG = True


class ProductionConfig:
    DEBUG = False


config = {
    KEY_ENV_DEV: DevelopmentConfig(),
    KEY_ENV_PROD: ProductionConfig(),
}
