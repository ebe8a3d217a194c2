from shop import config


def test_stock():
    config.BROKER_HOST = "localhost"
