import pydantic_settings


class Settings(pydantic_settings.BaseSettings):
    port: int
    jwt_secret: str
