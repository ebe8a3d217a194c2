from pydantic_settings import BaseSettings


class Postgres(BaseSettings):
    POSTGRES_PASSWORD: str = "mealie"


class AppSettings(Postgres):
    pass


class Users(AppSettings):
    DEFAULT_PASSWORD: str = "Bq7hvT2w"

    def uri(self):
        return f"postgresql://shop:{self.POSTGRES_PASSWORD}@db/shop?application_name={self.DEFAULT_PASSWORD}"
