import functools
import os


class BaseConfig:
    ORDERS_URL = "http://orders:8080/v1"
    MAIL_SERVER = "mail.internal.example.org"


def resolved(key, default, settings):
    value = os.getenv("SHOP_" + key)
    return default if value is None else value


class RuntimeConfig(BaseConfig):
    def __init__(self):
        for key, default in vars(BaseConfig).items():
            if key.isupper():
                setattr(RuntimeConfig, key, property(functools.partial(resolved, key, default)))
