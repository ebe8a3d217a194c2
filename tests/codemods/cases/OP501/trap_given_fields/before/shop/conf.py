from pydantic import BaseModel, Field
from pydantic_settings import BaseSettings as Base

from . import base
from .base import Env


class Queue(BaseModel):
    broker_url: str = "amqp://queue:5672/"


class Cache(BaseModel):
    url: str = "redis://cache:6379/0"
    queue: Queue = Queue()


class Direct(Base):
    database_url: str = Field("postgresql://db/shop")
    cache: "Cache" = Cache()


class Middle(base.Env):
    pass


class Far(Middle):
    broker_url: str = Field(default_factory=lambda: "amqp://queue:5672/")
    database_url: str = "postgresql://db/shop"


class Two(dict, Env):
    database_url: str = "postgresql://db/shop"
