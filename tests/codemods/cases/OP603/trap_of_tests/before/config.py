import os


class Config:
    REDIS_URL = os.environ["REDIS_URL"]


class QaConfig(Config):
    REDIS_URL = "redis://localhost/3"
