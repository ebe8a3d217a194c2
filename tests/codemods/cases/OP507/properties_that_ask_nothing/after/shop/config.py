import functools
import os


class BaseConfig:
    EXPANDS = False
    ORDERS_URL = os.environ.get("ORDERS_URL", "http://orders:8080/v1")
    MAIL_SERVER = "mail.internal.example.org"


def resolved(key, default, settings):
    return os.path.expandvars(default) if settings.EXPANDS else default


class RuntimeConfig(BaseConfig):
    def __init__(self):
        for key, default in vars(BaseConfig).items():
            if key.isupper():
                setattr(RuntimeConfig, key, property(functools.partial(resolved, key, default)))
