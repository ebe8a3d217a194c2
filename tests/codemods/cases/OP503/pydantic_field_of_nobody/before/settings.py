from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    PGADMIN_DEFAULT_PASSWORD: str = "Bq7hvT2wKx"
    MAIL_PASSWORD: str = "Xk2wTvh7qB"


settings = Settings()
