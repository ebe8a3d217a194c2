from pydantic import Field
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    RUNS_AS: str = "shop"
    SIGNING_KEY: str = Field(default="your-signing-key", min_length=12)
    PGADMIN_DEFAULT_PASSWORD: str = "admin"
    SECRET_KEY: str = "keep-calm"


settings = Settings()
