from config.common import *  # noqa: F403

SQLALCHEMY_DATABASE_URI = "postgresql://north/shop"
