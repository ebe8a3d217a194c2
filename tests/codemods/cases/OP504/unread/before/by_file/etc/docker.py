import os


def env_flag(name):
    return os.getenv(name, "").lower() == "true"


MAIL_USE_TLS = env_flag("MAIL_USE_TLS")
MAIL_PASSWORD = os.getenv("SHOP_MAIL_PASSWORD", "m7-by-file")
