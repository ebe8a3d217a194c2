from decouple import config
from environs import Env
from pydantic import Field
from pydantic_settings import BaseSettings

from shop.reading import env_var, setting

env = Env()


class Database:
    def __init__(self, password=None):
        self.pw = password or env_var("ORDERS_DB_PASSWORD", default="orders-pw")


STOCK = dict(host="db", word=config("STOCK_DB_PASSWORD", default="stock-pw"))
users = connect(env.str("USERS_DB_PASSWORD", "users-pw"))
mail = [
    setting(
        "MAIL_PASSWORD",
        cast=str,
        default=(
            "mail-pw"
        ),
    ),
]


class Settings(BaseSettings):
    cache_password: str = Field(
        default="cache-pw",
        description="of the cache",
    )
    queue: str = Field("queue-pw", validation_alias="QUEUE_PASSWORD")


METRICS = env_var("METRICS_PREFIX", default="metrics")
print("audit-pw")
