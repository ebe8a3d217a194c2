from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

MAIL_PASSWORD = SecretStr("br1ght-Mail-77")


class Settings(BaseSettings):
    jwt_secret: SecretStr = SecretStr("n0t-s0-Bright-12")
    smtp_password: SecretStr = Field(default=SecretStr("sm7p-Bright-34"))
    api_password: SecretStr = SecretStr("")


settings = Settings()
print(settings.jwt_secret, settings.smtp_password, settings.api_password, MAIL_PASSWORD)
