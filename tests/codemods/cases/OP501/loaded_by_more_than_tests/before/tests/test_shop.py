from shop.config import BigConfig, Nightly, ShopConfig
from shop.settings import cluster, production


def test_settings():
    assert cluster.MONGO_URL and production.REDIS_URL
    assert Nightly and ShopConfig and BigConfig
