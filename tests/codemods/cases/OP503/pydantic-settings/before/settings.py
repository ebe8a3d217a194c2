from pydantic_settings import BaseSettings


class Postgres(BaseSettings):
    POSTGRES_PASSWORD: str = "mealie"
