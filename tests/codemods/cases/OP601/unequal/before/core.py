import os


class Settings:
    environment = os.getenv("ENV", "production")


settings = Settings()
STAGE = os.getenv("STAGE", "prod")
