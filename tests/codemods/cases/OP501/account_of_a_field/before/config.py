from typing import ClassVar

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str = "postgresql://shop:m7-lantern@localhost/shop"
    events_url: str = "postgresql://shop:shop@db.example.net/shop"
    audit_url: ClassVar[str] = "postgresql://shop:shop@localhost/audit"
