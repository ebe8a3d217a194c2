import os
from dataclasses import dataclass


@dataclass
class Config:
    SECRET_KEY: str = os.environ["SECRET_KEY"]
    SESSION_COOKIE_SAMESITE = "Lax"


class Production(Config):
    DATABASE_URL = os.environ["DATABASE_URL"]
