from typing import ClassVar

from pydantic import BaseModel
from pydantic_settings import BaseSettings


class Env(BaseSettings):
    fallback_url: ClassVar[str] = "postgresql://db/shop"


class Alone(BaseModel):
    broker_url: str = "amqp://queue:5672/"
