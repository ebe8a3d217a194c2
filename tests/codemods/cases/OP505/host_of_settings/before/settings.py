from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    port: int = 8000


settings = Settings()


def get_settings():
    return settings
