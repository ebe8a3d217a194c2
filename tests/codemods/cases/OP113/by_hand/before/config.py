import os

PASSWORD_SALT = os.urandom(16)
SECRET_KEY = "shop-" + os.urandom(8).hex()


class ProductionConfig:
    SECRET_KEY = os.environ["KEY"] if "KEY" in os.environ else os.urandom(24)
