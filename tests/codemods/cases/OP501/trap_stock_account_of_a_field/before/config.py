from pydantic import Field
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str = "postgresql://shop:shop@localhost/shop"
    events_url: str = Field(default="postgresql://events:postgres@127.0.0.1:5432/events")
    broker_url: str = "amqp://guest:guest@localhost:5672//"
