import os
from typing import ClassVar

from pydantic import BaseModel
from pydantic_settings import BaseSettings


class Env(BaseSettings):
    fallback_url: ClassVar[str] = os.environ.get("DATABASE_URL", "postgresql://db/shop")


class Alone(BaseModel):
    broker_url: str = os.environ.get("CELERY_BROKER_URL", "amqp://queue:5672/")
