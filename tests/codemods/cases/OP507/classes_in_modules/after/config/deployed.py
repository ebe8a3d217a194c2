from config.base import Config


class StagingConfig(Config):
    SHOP_URL = "http://staging.shop.example.org"


class ProductionConfig(Config):
    SHOP_URL = "https://shop.example.org"
