import os


class DevelopmentConfig:
    DEBUG = True


class ProductionConfig:
    DEBUG = False


CONFIGS = {"dev": "config.DevelopmentConfig", "prod": "config.ProductionConfig"}


def get_env_config():
    name = os.getenv("FLASK_ENV", "dev")
    if name not in ["prod", "dev"]:
        print("no such environment:", name)
        raise ValueError(name)
    return CONFIGS[name]
